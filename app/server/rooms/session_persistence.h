#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

/// Keeps what a room that records needs after a crash of the service, in its session.json.
class SessionPersistence
{
public:
    explicit SessionPersistence(const HubPorts &ports) : m_ports(ports) {}

    /// After each command; `hasChanged`: the room's state is another one.
    void persist(HubRoom &room, bool hasChanged);
    /// Restores what an earlier run of the service has left, unless the library has the finished
    /// recording. Reads files.
    void resume(HubRoom &room);

private:
    const HubPorts &m_ports;
};

} // namespace prosc
