#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Stores in session.json what a room needs to continue its recording after a crash of the service.
class SessionPersistence
{
public:
    explicit SessionPersistence(const HubPorts &ports) : m_ports(ports) {}

    /// Call after each command; `hasChanged`: the room's state has changed. What concerns the
    /// recording is stored at once, the rest (people and their consents) every kKeepEvery.
    void persist(HubRoom &room, bool hasChanged);
    /// Restores the session of an earlier run of the service, unless the library has its finished
    /// recording. Reads files.
    void resume(HubRoom &room);

private:
    static constexpr std::chrono::milliseconds kKeepEvery{200};

    const HubPorts &m_ports;
};

} // namespace prosc
