#include "app/base/logging.h"
#include "app/room/protocol/value_fields.h"
#include "app/server/janus/janus_sdp.h"
#include "app/server/janus/janus_sfu.h"
#include "app/server/janus/janus_supervisor.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kMaxWaitingCandidates = 64;

QString peerName(Peer peer)
{
    return peer == Peer::Main ? u"main"_s : u"screen"_s;
}

QJsonObject description(const char *type, const QString &sdp)
{
    return {{u"type"_s, QLatin1String(type)}, {u"sdp"_s, sdp}};
}

QString sdpOf(const QJsonObject &message)
{
    return message.value(u"jsep"_s).toObject().value(u"sdp"_s).toString();
}

QJsonObject dataOf(const QJsonObject &message)
{
    return message.value(u"plugindata"_s).toObject().value(u"data"_s).toObject();
}

QJsonObject joinBody(const char *type, const RoomId &room, const QString &pin)
{
    return {{u"request"_s, u"join"_s},
            {u"ptype"_s, QLatin1String(type)},
            {u"room"_s, room.value},
            {u"pin"_s, pin}};
}

/// Marks simulcast tracks, from Janus's list of the publisher's streams.
void noteSimulcast(std::vector<PublishedTrack> &tracks, const QJsonArray &streams)
{
    for (const auto &value : streams) {
        const QJsonObject stream = value.toObject();
        const QString mid = stream.value(u"mid"_s).toString();
        for (PublishedTrack &track : tracks) {
            if (track.mid == mid) {
                track.simulcast = stream.value(u"simulcast"_s).toBool();
            }
        }
    }
}

} // namespace

JanusSfu::ConnectionPtr JanusSfu::publisher(const ParticipantId &participant, Peer peer) const
{
    const auto found = m_publishers.find({participant, peer});
    return found == m_publishers.end() ? nullptr : found->second;
}

JanusSfu::ConnectionPtr JanusSfu::subscriber(const ParticipantId &participant,
                                             const QString &subscription) const
{
    const auto found = m_subscribers.find({participant, subscription});
    return found == m_subscribers.end() ? nullptr : found->second;
}

void JanusSfu::publish(const RoomId &room, const ParticipantId &participant, Peer peer,
                       const QString &offer, std::function<void(Result<PublishAnswer>)> done)
{
    if (const auto allowed = checkOffer(offer); !allowed) {
        return done(fail(allowed.error()));
    }
    unpublish(participant, peer);
    auto connection = std::make_shared<Connection>();
    connection->room = room;
    connection->owner = participant;
    connection->peer = peer;
    connection->feed =
        u"%1-%2-%3"_s.arg(participant.value, peerName(peer), QString::number(++m_feeds));
    m_publishers.insert_or_assign({participant, peer}, connection);
    attach(connection, [this, connection, offer, done](const Status &attached) {
        attached ? joinPublisher(connection, offer, done) : done(fail(attached.error()));
    });
}

void JanusSfu::joinPublisher(const ConnectionPtr &connection, const QString &offer,
                             const std::function<void(Result<PublishAnswer>)> &done)
{
    QJsonObject body = joinBody("publisher", connection->room, m_rooms.at(connection->room).pin);
    body.insert(u"id"_s, connection->feed);
    message(
        connection, body, {}, [done](const Error &error) { done(fail(error)); },
        [this, connection, offer, done](const QJsonObject &) {
            sendOffer(connection, offer, done);
        });
}

void JanusSfu::sendOffer(const ConnectionPtr &connection, const QString &offer,
                         const std::function<void(Result<PublishAnswer>)> &done)
{
    QJsonObject body{{u"request"_s, u"publish"_s}, {u"audiocodec"_s, u"opus"_s}};
    const QString videoCodec = preferredVideoCodec(offer);
    if (!videoCodec.isEmpty()) {
        body.insert(u"videocodec"_s, videoCodec);
    }
    message(
        connection, body, description("offer", offer),
        [done](const Error &error) { done(fail(error)); },
        [this, connection, done](const QJsonObject &reply) {
            PublishAnswer answer{sdpOf(reply), acceptedTracks(sdpOf(reply))};
            noteSimulcast(answer.tracks, dataOf(reply).value(u"streams"_s).toArray());
            if (answer.tracks.empty() || !checkOffer(answer.sdp) || answer.sdp.size() > kSdp.max) {
                drop(connection);
                done(fail(ErrorCode::MediaFailed, u"no track, or more than were offered"_s));
                return;
            }
            described(connection);
            done(std::move(answer));
        });
}

void JanusSfu::unpublish(const ParticipantId &participant, Peer peer)
{
    if (const auto connection = publisher(participant, peer)) {
        drop(connection);
    }
}

void JanusSfu::subscribe(const RoomId &room, const ParticipantId &participant,
                         const msg::Subscribe &request, std::function<void(Result<QString>)> offer)
{
    unsubscribe(participant, request.subscription);
    if (info().state != SfuState::Up) {
        offer(noMediaServer());
        return;
    }
    const auto source = publisher(request.participant, request.peer);
    if (!source || source->room != room) {
        offer(fail(ErrorCode::NotFound, u"not published"_s));
        return;
    }
    auto connection = std::make_shared<Connection>();
    connection->room = room;
    connection->owner = participant;
    connection->peer = request.peer;
    connection->subscription = request.subscription;
    connection->source = request.participant;
    connection->feed = source->feed;
    m_subscribers.insert_or_assign({participant, request.subscription}, connection);
    const auto attached = [this, connection, mids = request.mids, offer](const Status &status) {
        status ? joinSubscriber(connection, mids, offer) : offer(fail(status.error()));
    };
    whenLive(source, connection, [this, connection, attached, offer](const Status &live) {
        live ? attach(connection, attached) : offer(fail(live.error()));
    });
}

void JanusSfu::joinSubscriber(const ConnectionPtr &connection, const QStringList &mids,
                              const std::function<void(Result<QString>)> &offer)
{
    QJsonObject body = joinBody("subscriber", connection->room, m_rooms.at(connection->room).pin);
    QJsonArray streams;
    for (const QString &mid : mids) {
        streams.append(QJsonObject{{u"feed"_s, connection->feed}, {u"mid"_s, mid}});
    }
    body.insert(u"streams"_s, streams);
    body.insert(u"autoupdate"_s, false);
    message(
        connection, body, {}, [offer](const Error &error) { offer(fail(error)); },
        [this, connection, offer](const QJsonObject &reply) {
            for (const auto &value : dataOf(reply).value(u"streams"_s).toArray()) {
                const QJsonObject stream = value.toObject();
                connection->mids.insert(stream.value(u"feed_mid"_s).toString(),
                                        stream.value(u"mid"_s).toString());
            }
            const auto sdp = sdpOf(reply);
            if (sdp.isEmpty() || sdp.size() > kSdp.max) {
                drop(connection);
                offer(fail(ErrorCode::MediaFailed, u"no usable offer"_s));
                return;
            }
            offer(sdp);
        });
}

void JanusSfu::answer(const ParticipantId &participant, const msg::Answer &answer,
                      std::function<void(Status)> done)
{
    const auto connection = subscriber(participant, answer.subscription);
    if (!connection || connection->handle == 0) {
        done(fail(ErrorCode::NotFound, u"no such subscription"_s));
        return;
    }
    message(
        connection, {{u"request"_s, u"start"_s}}, description("answer", answer.sdp),
        [done](const Error &error) { done(fail(error)); },
        [this, connection, done](const QJsonObject &) {
            described(connection);
            done({});
        });
}

void JanusSfu::setLayer(const ParticipantId &participant, const msg::Layer &layer,
                        std::function<void(Status)> done)
{
    const auto connection = subscriber(participant, layer.subscription);
    if (!connection || connection->handle == 0 || !connection->mids.contains(layer.mid)) {
        done(fail(ErrorCode::NotFound, u"no such subscription or mid"_s));
        return;
    }
    const QJsonArray streams{QJsonObject{{u"mid"_s, connection->mids.value(layer.mid)},
                                         {u"substream"_s, layer.substream}}};
    message(
        connection, {{u"request"_s, u"configure"_s}, {u"streams"_s, streams}}, {},
        [done](const Error &error) { done(fail(error)); },
        [done](const QJsonObject &) { done({}); });
}

void JanusSfu::unsubscribe(const ParticipantId &participant, const QString &subscription)
{
    if (const auto connection = subscriber(participant, subscription)) {
        drop(connection);
    }
}

void JanusSfu::candidate(const ParticipantId &participant, const msg::Candidate &candidate,
                         std::function<void(Status)> done)
{
    ConnectionPtr connection;
    if (candidate.target == msg::CandidateTarget::Subscribe) {
        connection = subscriber(participant, candidate.key);
    } else {
        const bool screen = candidate.key == peerName(Peer::Screen);
        connection = publisher(participant, screen ? Peer::Screen : Peer::Main);
    }
    if (!connection) {
        done(fail(ErrorCode::NotFound, u"no such connection"_s));
        return;
    }
    const QJsonObject json = candidate.candidate.isEmpty()
                                 ? QJsonObject{{u"completed"_s, true}}
                                 : QJsonObject{{u"candidate"_s, candidate.candidate},
                                               {u"sdpMid"_s, candidate.mid},
                                               {u"sdpMLineIndex"_s, candidate.mLineIndex}};
    if (connection->described) {
        trickle(connection, json);
    } else if (connection->candidates.size() < kMaxWaitingCandidates) {
        connection->candidates.append(json);
    }
    done({});
}

void JanusSfu::removeParticipant(const ParticipantId &participant)
{
    std::vector<ConnectionPtr> connections;
    for (const auto &[key, connection] : m_publishers) {
        if (key.first == participant) {
            connections.push_back(connection);
        }
    }
    for (const auto &[key, connection] : m_subscribers) {
        if (key.first == participant) {
            connections.push_back(connection);
        }
    }
    for (const ConnectionPtr &connection : connections) {
        drop(connection);
    }
}

} // namespace prosc
