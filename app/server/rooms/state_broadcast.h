#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Tells the clients of a room what has changed in its state. Each gets the difference from the
/// state that it has: who causes a change at once, everybody at once when the recording's phase
/// changes, else at most ten times a second. A client that does not read gets nothing more until it
/// does, and then the whole difference in one message.
class StateBroadcast
{
public:
    static constexpr std::chrono::milliseconds kEvery{100};
    /// A client that has so much still to read is not sent more.
    static constexpr qsizetype kBehind = qsizetype{64} * 1024;

    StateBroadcast(const HubPorts &ports, HubRooms &rooms) : m_ports(ports), m_rooms(rooms) {}

    /// The state has changed, by a message of `by` or by itself (empty).
    void changed(HubRoom &room, const ParticipantId &by);
    /// Tells those who have yet to be told. Call every kEvery.
    void flush(HubRoom &room);
    /// Tells these participants now: a message follows that builds on the state.
    void tell(const HubRoom &room, const std::vector<ParticipantId> &participants);
    /// Tells a host or moderator who waits, if that has changed; somebody who was one: nobody.
    static void tellWhoWaits(const HubRoom &room, ClientConnection &connection);
    /// The whole state, for a message of its own; differences follow from it.
    [[nodiscard]] RoomSnapshot begin(HubRoom &room, ClientConnection &connection) const;
    void on(const ConnectionPtr &connection, int id, const msg::GetState &) const;

private:
    using Texts = std::map<const RoomSnapshot *, QByteArray>;

    void tellAll(HubRoom &room);
    /// False if it is behind. `texts`: what was made for others with the same state.
    [[nodiscard]] static bool tell(const HubRoom &room, ClientConnection &connection,
                                   const std::shared_ptr<const RoomSnapshot> &now, Texts &texts);
    [[nodiscard]] std::shared_ptr<const RoomSnapshot> stateNow(const HubRoom &room) const;

    const HubPorts &m_ports;
    HubRooms &m_rooms;
};

} // namespace prosc
