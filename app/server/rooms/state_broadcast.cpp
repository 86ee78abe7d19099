#include "app/server/rooms/state_broadcast.h"

#include "app/room/protocol/state_changes.h"
#include "app/server/rooms/replies.h"

#include <algorithm>
#include <iterator>

namespace prosc {

namespace {

/// About what a change of one participant takes in a message.
constexpr double kBytesOfChange = 400;

/// Whether everyone must know at once: what is recorded, and whether it is.
bool isUrgent(const RecordingInfo &told, const RoomRecording &now)
{
    return told.phase != phaseOf(now.stage) ||
           told.interrupted != (now.stage == RecordingStage::Interrupted) ||
           (now.stage != RecordingStage::Idle && told.recording != now.id);
}

} // namespace

void StateBroadcast::changed(HubRoom &room, const ParticipantId &by)
{
    room.hasNews = true;
    if (const auto cause = HubRooms::connectionOf(room, by)) {
        cause->causedBytes += kBytesOfChange * static_cast<double>(room.connections.size());
    }
    if (isUrgent(room.toldRecording, room.state.recording) ||
        m_ports.clock.now() - room.toldAt >= kEvery) {
        return tellAll(room);
    }
    if (!by.isEmpty()) {
        tell(room, {by});
    }
}

void StateBroadcast::flush(HubRoom &room)
{
    if (room.hasNews && m_ports.clock.now() - room.toldAt >= kEvery) {
        tellAll(room);
    }
}

void StateBroadcast::tell(const HubRoom &room, const std::vector<ParticipantId> &participants)
{
    const auto now = stateNow(room);
    Texts texts;
    for (const auto &participant : participants) {
        const auto connection = HubRooms::connectionOf(room, participant);
        if (connection && connection->told && connection->told->revision != now->revision) {
            // If it is behind, flush() tells it.
            static_cast<void>(tell(room, *connection, now, texts));
        }
    }
}

void StateBroadcast::tellAll(HubRoom &room)
{
    const auto now = stateNow(room);
    Texts texts;
    room.hasNews = false;
    room.toldAt = m_ports.clock.now();
    room.toldRecording = now->recording;
    for (const auto &[id, connection] : room.connections) {
        if (connection->told && connection->told->revision != now->revision &&
            !tell(room, *connection, now, texts)) {
            room.hasNews = true;
        }
    }
}

bool StateBroadcast::tell(const HubRoom &room, ClientConnection &connection,
                          const std::shared_ptr<const RoomSnapshot> &now, Texts &texts)
{
    if (connection.peer->queuedBytes() > kBehind) {
        return false;
    }
    auto &text = texts[connection.told.get()];
    if (text.isEmpty()) {
        text = serialize(ServiceMessage{0, changesBetween(*connection.told, *now)});
    }
    connection.peer->send(text);
    connection.told = now;
    tellWhoWaits(room, connection);
    return true;
}

void StateBroadcast::tellWhoWaits(const HubRoom &room, ClientConnection &connection)
{
    const auto *member = room.state.find(connection.participant);
    if (member == nullptr) {
        return;
    }
    std::vector<WaitingPerson> people;
    // Who is no moderator any more is told that nobody waits.
    if (isModerating(member->participant.role)) {
        std::ranges::transform(
            room.state.waiting, std::back_inserter(people), [](const Newcomer &each) {
                const auto &who = each.participant;
                return WaitingPerson{who.id, who.name, who.role, who.formFactor, each.wasRemoved};
            });
    }
    if (people != connection.toldWaiting) {
        reply(connection, 0, msg::WaitingRoom{people});
        connection.toldWaiting = std::move(people);
    }
}

RoomSnapshot StateBroadcast::begin(HubRoom &room, ClientConnection &connection) const
{
    connection.told = stateNow(room);
    return *connection.told;
}

void StateBroadcast::on(const ConnectionPtr &connection, int id, const msg::GetState &) const
{
    auto &room = *m_rooms.of(*connection);
    reply(*connection, id, msg::State{begin(room, *connection)});
    tellWhoWaits(room, *connection);
}

std::shared_ptr<const RoomSnapshot> StateBroadcast::stateNow(const HubRoom &room) const
{
    return std::make_shared<const RoomSnapshot>(snapshot(room.state, m_ports.clock.now()));
}

} // namespace prosc
