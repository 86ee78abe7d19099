#include "app/server/rooms/room_hub.h"

#include "app/server/http/connection_rate.h"
#include "app/server/rooms/replies.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kJoinTimeout = std::chrono::seconds(10);
/// tick() runs ten times a second. After a gap this long the service itself was frozen, which is
/// why it heard nobody.
constexpr auto kOwnStall = std::chrono::seconds(3);
constexpr int kMalformedLimit = 5;
constexpr uint16_t kNormalClosure = 1000;

/// Which device a newcomer is on. A browser is judged by what it said when it asked for the page:
/// what the page says later is only believed where it gives fewer rights.
FormFactor formFactorOf(const msg::Join &join, const TokenService &tokens)
{
    if (join.client != ClientKind::Web || join.formFactor != FormFactor::Desktop) {
        return join.formFactor;
    }
    return tokens.readPageToken(join.page).value_or(FormFactor::Phone);
}

template <class... Bodies>
bool isOneOf(const ClientBody &body)
{
    return (std::holds_alternative<Bodies>(body) || ...);
}

/// What can be sent over and over, and makes the service send much: it can be refused, and sent
/// again later. What a recording needs, consents and leaving cannot wait.
bool isAtWill(const ClientBody &body)
{
    return isOneOf<msg::SetMedia, msg::SetStage, msg::SetHand, msg::SetFit, msg::Highlight,
                   msg::LockRoom, msg::Admit, msg::Decline, msg::Mute, msg::SwitchCameraOff,
                   msg::AskToUnmute, msg::InviteToStage, msg::TakeOffStage, msg::LowerHand,
                   msg::SetStageAccess, msg::SetRole, msg::MarkMoment, msg::Say,
                   msg::DeleteChatLine, msg::SetRecordingOptions, msg::Publish, msg::GetState,
                   msg::ListMedia>(body);
}

RoomState freshState(const RoomRecord &record, const RoomRules &rules, const SfuInfo &sfu)
{
    RoomState state;
    state.room =
        RoomInfo{record.id, record.title, record.type, false, record.subtitles, record.chapters};
    state.rules = rules;
    state.sfu = sfu;
    state.autoRecord = record.autoRecord;
    state.recordReminder = record.recordReminder;
    return state;
}

} // namespace

RoomHub::RoomHub(HubPorts ports, RoomRules rules) : m_ports(std::move(ports)), m_rules(rules)
{
    m_signalling.watchSfu();
}

RoomHub::~RoomHub() = default;

RoomState RoomHub::fresh(const RoomRecord &record) const
{
    auto state = freshState(record, m_rules, m_ports.sfu.info());
    state.canSummon = m_ports.summonRecorder != nullptr;
    return state;
}

void RoomHub::addRoom(const RoomRecord &record)
{
    if (auto *known = m_rooms.find(record.id)) {
        known->record = record;
        known->state.room.subtitles = record.subtitles;
        known->state.room.chapters = record.chapters;
        known->state.autoRecord = record.autoRecord;
        known->state.recordReminder = record.recordReminder;
        return;
    }
    m_rooms.add(record).state = fresh(record);
    m_ports.sfu.addRoom(record.id);
}

void RoomHub::tick()
{
    const auto now = m_ports.clock.now();
    if (now - std::exchange(m_tickedAt, now) > kOwnStall) {
        m_hearsSince = now;
    }
    for (const auto &[id, room] : m_rooms) {
        m_effects.happened(*room, cmd::Tick{});
        m_broadcast.flush(*room);
        // Once everybody has left an ended session, the room is reset.
        if (room->state.ended && room->connections.empty()) {
            const int epoch = room->state.lastEpoch;
            room->state = fresh(room->record);
            room->state.lastEpoch = epoch;
            room->resumes.clear();
            room->consents.clear();
            room->toldRecording = {};
        }
    }
    const auto connections = m_connections;
    for (const auto &[peer, connection] : connections) {
        if (connection->participant.isEmpty() && !connection->closing &&
            now - connection->openedAt > kJoinTimeout) {
            refuseFinally(*connection, 0, Error{ErrorCode::Timeout, u"no join came"_s});
        }
    }
}

void RoomHub::resumeSession(const RoomId &id)
{
    if (auto *room = m_rooms.find(id)) {
        m_persistence.resume(*room);
    }
}

void RoomHub::itemChanged(const RoomId &id, const MediaItem &item)
{
    auto *room = m_rooms.find(id);
    if (room == nullptr) {
        return;
    }
    for (const auto &[participant, connection] : room->connections) {
        const auto *member = room->state.find(participant);
        if (member != nullptr && isModerating(member->participant.role)) {
            reply(*connection, 0, msg::MediaItemChanged{item});
        }
    }
    if (item.state == MediaItemState::Ready) {
        m_effects.happened(*room, cmd::RecordingPublished{item.item});
    }
}

// ---- connections

void RoomHub::opened(const std::shared_ptr<WebSocketPeer> &peer)
{
    auto connection = std::make_shared<ClientConnection>();
    connection->peer = peer;
    connection->openedAt = m_ports.clock.now();
    m_connections.emplace(peer.get(), std::move(connection));
}

void RoomHub::closed(const std::shared_ptr<WebSocketPeer> &peer)
{
    const auto found = m_connections.find(peer.get());
    if (found == m_connections.end()) {
        return;
    }
    const auto connection = found->second;
    m_connections.erase(found);
    auto *room = m_rooms.of(*connection);
    // A place may have been taken over by a newer connection of the same person.
    if (room == nullptr || m_rooms.connectionOf(*room, connection->participant) != connection) {
        return;
    }
    room->connections.erase(connection->participant);
    m_ports.sfu.removeParticipant(connection->participant);
    const auto now = m_ports.clock.now();
    // The process may have been frozen until just now, with no tick since.
    const auto hearsSince = now - m_tickedAt > kOwnStall ? now : m_hearsSince;
    m_effects.happened(*room, cmd::ConnectionLost{connection->participant,
                                                  std::max(now - peer->silence(), hearsSince)});
}

bool RoomHub::withinRate(ClientConnection &connection, qsizetype bytes) const
{
    const auto now = m_ports.clock.now();
    connection.bytes.charge(static_cast<double>(bytes) + std::exchange(connection.causedBytes, 0.0),
                            now);
    if (connection.messages.take(1, now)) {
        return true;
    }
    refuseFinally(connection, 0, Error{ErrorCode::TooMany, u"too many messages"_s});
    return false;
}

void RoomHub::message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text)
{
    const auto found = m_connections.find(peer.get());
    if (found == m_connections.end() || found->second->closing) {
        return;
    }
    const auto connection = found->second;
    if (!withinRate(*connection, text.size())) {
        return;
    }
    const auto parsed = parseClientMessage(text);
    if (!parsed) {
        return malformed(*connection, parsed.error());
    }
    dispatch(connection, *parsed);
}

void RoomHub::malformed(ClientConnection &connection, const ParseError &error)
{
    if (error.error.code == ErrorCode::UnsupportedVersion ||
        ++connection.malformed >= kMalformedLimit) {
        return refuseFinally(connection, error.id, error.error);
    }
    refuse(connection, error.id, Refusal{error.error, {}});
}

void RoomHub::dispatch(const ConnectionPtr &connection, const ClientMessage &message)
{
    const bool joins = std::holds_alternative<msg::Join>(message.body);
    if (connection->participant.isEmpty() != joins) {
        return malformed(*connection,
                         ParseError{Error{ErrorCode::Malformed,
                                          joins ? u"join comes once"_s : u"join comes first"_s},
                                    message.id});
    }
    if (joins) {
        return join(connection, message.id, std::get<msg::Join>(message.body));
    }
    auto *room = m_rooms.of(*connection);
    if (room == nullptr || room->state.find(connection->participant) == nullptr) {
        return refuse(*connection, message.id, ErrorCode::RoomLocked, u"wait to be let in"_s);
    }
    if (isAtWill(message.body) && connection->bytes.isInDebt(m_ports.clock.now())) {
        return refuse(*connection, message.id, ErrorCode::TooMany, u"too much at once"_s);
    }
    if (handleRequest(connection, message)) {
        return;
    }
    const auto refusal = m_effects.apply(
        *room, cmd::FromClient{connection->participant, message.body, RecordingId{randomHex(12)},
                               m_ports.clock.wallTime()});
    if (refusal) {
        return refuse(*connection, message.id, *refusal);
    }
    if (const auto *alive = std::get_if<msg::RecorderAlive>(&message.body)) {
        m_ports.recorderLives(alive->recording);
    }
    const auto pending = std::holds_alternative<msg::ConfirmRecording>(message.body)
                             ? room->consents.find(connection->participant)
                             : room->consents.end();
    if (pending != room->consents.end()) {
        pending->second.messages.emplace_back(connection,
                                              message.id); // answered once it is on the disk
    } else {
        answer(*connection, message.id, {});
    }
    if (std::holds_alternative<msg::Leave>(message.body)) {
        connection->closing = true;
        connection->peer->close(1000, "left");
    }
}

bool RoomHub::handleRequest(const ConnectionPtr &connection, const ClientMessage &message)
{
    return std::visit(
        [&](const auto &body) {
            if constexpr (requires { m_signalling.on(connection, message.id, body); }) {
                m_signalling.on(connection, message.id, body);
                return true;
            } else if constexpr (requires { m_broadcast.on(connection, message.id, body); }) {
                m_broadcast.on(connection, message.id, body);
                return true;
            } else if constexpr (requires { m_library.on(connection, message.id, body); }) {
                m_library.on(connection, message.id, body);
                return true;
            } else {
                return false;
            }
        },
        message.body);
}

// ---- joining

void RoomHub::join(const ConnectionPtr &connection, int id, const msg::Join &join)
{
    // Somebody with the secret of a kept place may return even after the link has expired.
    const auto claims = m_ports.tokens.readJoinToken(join.token, TokenService::Expiry::IsIgnored);
    if (!claims) {
        return refuseFinally(*connection, id, claims.error());
    }
    auto *found = m_rooms.find(claims->room);
    if (found == nullptr) {
        return refuseFinally(*connection, id,
                             Error{ErrorCode::UnknownRoom, u"no such room here"_s});
    }
    if (connection->peer->isBrowser() && join.client != ClientKind::Web) {
        return refuseFinally(*connection, id,
                             Error{ErrorCode::NotAllowed, u"a browser joins as a page"_s});
    }
    auto &room = *found;
    connection->room = claims->room;
    connection->joinId = id;
    if (resume(connection, room, {join.resume, claims->role})) {
        return;
    }
    if (const auto valid = m_ports.tokens.readJoinToken(join.token); !valid) {
        connection->room = {};
        const bool wasInside = room.over.contains(join.resume);
        return refuseFinally(*connection, id,
                             wasInside ? Error{ErrorCode::SessionEnded, u"the session is over"_s}
                                       : valid.error());
    }
    if (!m_joins.take(join.token, m_ports.clock.now())) {
        connection->room = {};
        return refuseFinally(*connection, id,
                             Error{ErrorCode::TooMany, u"too many people join at once"_s});
    }
    enter(connection, room, join, claims->role);
}

void RoomHub::enter(const ConnectionPtr &connection, HubRoom &room, const msg::Join &join,
                    Role role)
{
    Participant participant;
    participant.id = ParticipantId{randomHex(8)};
    participant.name = join.name.simplified();
    participant.role = role;
    participant.formFactor = formFactorOf(join, m_ports.tokens);
    participant.client = join.client;
    attach(connection, room, participant.id);
    const Origin origin{join.device, addressGroup(connection->peer->remoteAddress())};
    if (const auto refusal = m_effects.apply(room, cmd::Enter{participant, origin})) {
        room.connections.erase(participant.id);
        connection->participant = {};
        refuseFinally(*connection, connection->joinId, refusal->error);
    }
}

bool RoomHub::resume(const ConnectionPtr &connection, HubRoom &room, const Returning &who)
{
    const auto found = who.secret.isEmpty() ? room.resumes.end() : room.resumes.find(who.secret);
    const auto *member = found != room.resumes.end() ? room.state.find(found->second) : nullptr;
    // The secret comes with the link that was used then. The role may be another by now: a
    // moderator gave it, and it goes with the place.
    if (member == nullptr || room.state.ended || member->linkRole != who.role) {
        return false;
    }
    const auto participant = found->second;
    if (const auto old = m_rooms.connectionOf(room, participant)) {
        // The old connection is usually half-open: closing it must not vacate the place.
        old->closing = true;
        old->participant = {};
        old->peer->close(kNormalClosure, "replaced");
        room.connections.erase(participant);
        m_ports.sfu.removeParticipant(participant);
    }
    attach(connection, room, participant);
    if (m_effects.apply(room, cmd::Return{participant})) {
        // The session has just ended: nobody has a place any more.
        room.connections.erase(participant);
        connection->participant = {};
        return false;
    }
    return true;
}

void RoomHub::attach(const ConnectionPtr &connection, HubRoom &room,
                     const ParticipantId &participant)
{
    connection->participant = participant;
    connection->subscriptions.clear();
    connection->told.reset();
    connection->toldWaiting.clear();
    room.connections[participant] = connection;
}

} // namespace prosc
