#include "app/server/janus/janus_sfu.h"

#include "app/base/logging.h"
#include "app/server/janus/janus_supervisor.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QJsonObject roomRequest(const char *request, const RoomId &room)
{
    return {{u"request"_s, QLatin1String(request)}, {u"room"_s, room.value}};
}

QJsonObject createRequest(const RoomId &room, const QString &pin, const QString &secret,
                          const QString &adminKey)
{
    QJsonObject body = roomRequest("create", room);
    body.insert(u"admin_key"_s, adminKey);
    body.insert(u"pin"_s, pin);
    body.insert(u"secret"_s, secret);
    body.insert(u"is_private"_s, true);
    body.insert(u"permanent"_s, false);
    body.insert(u"require_pvtid"_s, false);
    body.insert(u"publishers"_s, 200);
    body.insert(u"audiocodec"_s, u"opus"_s);
    body.insert(u"videocodec"_s, u"vp8,h264,vp9"_s);
    body.insert(u"bitrate"_s, 0);
    body.insert(u"fir_freq"_s, 0);
    return body;
}

QJsonObject pluginMessage(qint64 handle, const QJsonObject &body)
{
    return {{u"janus"_s, u"message"_s}, {u"handle_id"_s, handle}, {u"body"_s, body}};
}

} // namespace

std::unique_ptr<JanusSfu> JanusSfu::create(boost::asio::io_context &io, const JanusOptions &options)
{
    return std::unique_ptr<JanusSfu>(new JanusSfu(io, options));
}

JanusSfu::JanusSfu(boost::asio::io_context &io, const JanusOptions &options)
    : m_io(io), m_mediaPorts(std::max(1, options.rtpPortMax - options.rtpPortMin + 1)),
      m_supervisor(std::make_unique<JanusSupervisor>(
          io, options,
          JanusSupervisor::Events{[this](const SfuInfo &info) { supervisorInfo(info); },
                                  [this](const QJsonObject &event) { janusEvent(event); },
                                  [this] { reconcile(); }}))
{
}

JanusSfu::~JanusSfu()
{
    m_events = {};
    forgetAll();
    m_supervisor.reset();
}

void JanusSfu::setEvents(Events events)
{
    m_events = std::move(events);
}

SfuInfo JanusSfu::info() const
{
    return m_supervisor->info();
}

double JanusSfu::shareOfPorts(qsizetype handles) const
{
    // Each handle binds one port on each of the machine's addresses.
    const auto used = handles * std::max<qsizetype>(1, m_supervisor->addresses().size());
    return std::min(1.0, static_cast<double>(used) / m_mediaPorts);
}

double JanusSfu::load() const
{
    return shareOfPorts(m_byHandle.size());
}

double JanusSfu::load(const RoomId &room) const
{
    return shareOfPorts(
        std::count_if(m_byHandle.begin(), m_byHandle.end(),
                      [&](const auto &connection) { return connection->room == room; }));
}

int JanusSfu::janusPid() const
{
    return m_supervisor->pid();
}

void JanusSfu::supervisorInfo(const SfuInfo &info)
{
    if (info.state != SfuState::Up) {
        forgetAll();
    } else {
        request({{u"janus"_s, u"attach"_s}, {u"plugin"_s, u"janus.plugin.videoroom"_s}},
                [this](const Result<QJsonObject> &reply) {
                    if (!reply) {
                        qCWarning(logServer) << "Janus has no VideoRoom:" << reply.error().detail;
                        return;
                    }
                    m_control = reply->value(u"data"_s).toObject().value(u"id"_s).toInteger();
                    std::vector<RoomId> rooms;
                    for (const auto &[id, room] : m_rooms) {
                        rooms.push_back(id);
                    }
                    for (const RoomId &id : rooms) {
                        makeRoom(id);
                    }
                });
    }
    if (m_events.infoChanged) {
        m_events.infoChanged(info);
    }
}

/// All of Janus's state is lost with it.
void JanusSfu::forgetAll()
{
    m_control = 0;
    std::vector<std::function<void(Status)>> waiting;
    for (const auto &[key, connection] : m_publishers) {
        connection->dropped = true;
        for (auto &[subscriber, waiter] : std::exchange(connection->waiting, {})) {
            waiting.push_back(waiter.then);
        }
    }
    for (const auto &[key, connection] : m_subscribers) {
        connection->dropped = true;
    }
    m_publishers.clear();
    m_subscribers.clear();
    m_byHandle.clear();
    for (auto &[id, room] : m_rooms) {
        room.state = Room::State::Absent;
        waiting.insert(waiting.end(), room.waiting.begin(), room.waiting.end());
        room.waiting.clear();
    }
    for (const auto &then : waiting) {
        then(noMediaServer());
    }
}

void JanusSfu::request(const QJsonObject &message, std::function<void(Result<QJsonObject>)> reply)
{
    if (JanusLink *link = m_supervisor->link()) {
        link->request(message, std::move(reply));
    } else {
        reply(noMediaServer());
    }
}

void JanusSfu::addRoom(const RoomId &room)
{
    if (m_rooms.contains(room)) {
        return;
    }
    m_rooms.emplace(room, Room{Room::State::Absent, randomHex(16), randomHex(16), {}});
    makeRoom(room);
}

void JanusSfu::makeRoom(const RoomId &room)
{
    const auto found = m_rooms.find(room);
    if (m_control == 0 || found == m_rooms.end() || found->second.state != Room::State::Absent) {
        return;
    }
    found->second.state = Room::State::Creating;
    const auto body =
        createRequest(room, found->second.pin, found->second.secret, m_supervisor->adminKey());
    const QString pin = found->second.pin;
    request(pluginMessage(m_control, body), [this, room, pin](const Result<QJsonObject> &reply) {
        const auto current = m_rooms.find(room);
        if (current != m_rooms.end() && current->second.pin == pin &&
            current->second.state == Room::State::Creating) {
            roomMade(room, reply ? Status() : fail(reply.error()));
        }
    });
}

void JanusSfu::roomMade(const RoomId &room, const Status &made)
{
    Room &entry = m_rooms.at(room);
    entry.state = made ? Room::State::Made : Room::State::Absent;
    if (!made) {
        qCWarning(logServer) << "Janus did not make a room:" << made.error().detail;
    }
    for (const auto &then : std::exchange(entry.waiting, {})) {
        then(made);
    }
}

void JanusSfu::withRoom(const RoomId &room, std::function<void(Status)> then)
{
    const auto found = m_rooms.find(room);
    if (found == m_rooms.end()) {
        then(fail(ErrorCode::UnknownRoom, u"no such room here"_s));
    } else if (info().state != SfuState::Up) {
        then(noMediaServer());
    } else if (found->second.state == Room::State::Made) {
        then({});
    } else {
        found->second.waiting.push_back(std::move(then));
        makeRoom(room);
    }
}

void JanusSfu::removeRoom(const RoomId &room)
{
    auto removed = m_rooms.extract(room);
    if (removed.empty()) {
        return;
    }
    std::vector<ConnectionPtr> connections;
    for (const auto &[key, connection] : m_publishers) {
        connections.push_back(connection);
    }
    for (const auto &[key, connection] : m_subscribers) {
        connections.push_back(connection);
    }
    for (const ConnectionPtr &connection : connections) {
        if (connection->room == room) {
            drop(connection);
        }
    }
    for (const auto &then : removed.mapped().waiting) {
        then(fail(ErrorCode::UnknownRoom, u"no such room here"_s));
    }
    if (m_control != 0 && removed.mapped().state != Room::State::Absent) {
        QJsonObject body = roomRequest("destroy", room);
        body.insert(u"secret"_s, removed.mapped().secret);
        request(pluginMessage(m_control, body), [](const Result<QJsonObject> &) {});
    }
}

/// https://janus.conf.meetecho.com/docs/videoroom.html, "moderate"
void JanusSfu::setSilent(const ParticipantId &participant, const QStringList &mids, bool silent)
{
    const auto connection = publisher(participant, Peer::Main);
    if (!connection || !connection->described) {
        return;
    }
    const auto &room = m_rooms.at(connection->room);
    for (const QString &mid : mids) {
        const QJsonObject body{{u"request"_s, u"moderate"_s},
                               {u"room"_s, connection->room.value},
                               {u"secret"_s, room.secret},
                               {u"id"_s, connection->feed},
                               {u"mid"_s, mid},
                               {u"mute"_s, silent}};
        request(pluginMessage(m_control, body), [](const Result<QJsonObject> &reply) {
            if (!reply) {
                qCWarning(logServer) << "a track was not silenced:" << reply.error().detail;
            }
        });
    }
}

} // namespace prosc
