#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Stores in session.json what a room needs to go on after a crash of the service: its places, what
/// moderators have decided, and its recording.
class SessionPersistence
{
public:
    explicit SessionPersistence(const HubPorts &ports) : m_ports(ports) {}

    /// Call after each command; `hasChanged`: the room's state has changed. What concerns the
    /// recording is stored at once, the rest (people and their consents) every kKeepEvery, or
    /// kKeepEveryIdle while nothing is recorded.
    void persist(HubRoom &room, bool hasChanged);
    /// Restores the session of an earlier run of the service, without its recording if the library
    /// has that complete. Reads files.
    void resume(HubRoom &room);

private:
    static constexpr std::chrono::milliseconds kKeepEvery{200};
    static constexpr std::chrono::milliseconds kKeepEveryIdle{2000};
    static constexpr std::chrono::minutes kKeepFresh{1};

    const HubPorts &m_ports;
};

} // namespace prosc
