#pragma once

#include "app/server/rooms/effect_runner.h"

namespace prosc {

/// WebRTC signalling between the participants and the media server.
class SignallingRequests
{
public:
    SignallingRequests(const HubPorts &ports, HubRooms &rooms, EffectRunner &effects)
        : m_ports(ports), m_rooms(rooms), m_effects(effects)
    {
    }

    /// Subscribes to the media server's events.
    void watchSfu();

    void on(const ConnectionPtr &connection, int id, const msg::Publish &m);
    void on(const ConnectionPtr &connection, int id, const msg::Unpublish &m);
    void on(const ConnectionPtr &connection, int id, const msg::Subscribe &m);
    void on(const ConnectionPtr &connection, int id, const msg::Answer &m);
    void on(const ConnectionPtr &connection, int id, const msg::Layer &m);
    void on(const ConnectionPtr &connection, int id, const msg::Unsubscribe &m);
    void on(const ConnectionPtr &connection, int id, const msg::Candidate &m);

private:
    /// Whether the media server has no port left for this participant.
    [[nodiscard]] bool isFullFor(const HubRoom &room, const ParticipantId &participant) const;

    const HubPorts &m_ports;
    HubRooms &m_rooms;
    EffectRunner &m_effects;
    int m_lastGeneration = 0;
};

} // namespace prosc
