#pragma once

#include "app/server/rooms/library_requests.h"
#include "app/server/rooms/signalling_requests.h"

#include <map>

namespace prosc {

/// The clients' connections: which one has which place in which room, and which part of the hub
/// answers a message. Runs on the I/O thread, except for the library's work, which runs on the disk
/// pool.
class RoomHub final : public WebSocketHandler
{
public:
    RoomHub(HubPorts ports, RoomRules rules);
    ~RoomHub() override;

    void addRoom(const RoomRecord &room);
    /// Resumes the session that an earlier run of the service stored for a room that was just
    /// added. Call before the I/O thread runs: it
    /// reads files.
    void resumeSession(const RoomId &room);
    /// Call every StateBroadcast::kEvery.
    void tick();
    /// An item of the library is new or has changed.
    void itemChanged(const RoomId &room, const MediaItem &item);

    void opened(const std::shared_ptr<WebSocketPeer> &peer) override;
    void message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text) override;
    void closed(const std::shared_ptr<WebSocketPeer> &peer) override;

private:
    [[nodiscard]] RoomState fresh(const RoomRecord &record) const;
    void malformed(ClientConnection &connection, const ParseError &error);
    /// False if the connection was closed for it.
    [[nodiscard]] bool withinRate(ClientConnection &connection, qsizetype bytes) const;
    void join(const ConnectionPtr &connection, int id, const msg::Join &join);
    /// Gives a newcomer a place.
    void enter(const ConnectionPtr &connection, HubRoom &room, const msg::Join &join, Role role);
    /// Someone with the secret of a kept place, and the role in the link that came with it.
    struct Returning
    {
        QString secret;
        Role role;
    };
    [[nodiscard]] bool resume(const ConnectionPtr &connection, HubRoom &room, const Returning &who);
    static void attach(const ConnectionPtr &connection, HubRoom &room,
                       const ParticipantId &participant);
    void dispatch(const ConnectionPtr &connection, const ClientMessage &message);
    /// False if the message is for neither the media server nor the library.
    bool handleRequest(const ConnectionPtr &connection, const ClientMessage &message);

    const HubPorts m_ports;
    const RoomRules m_rules;
    HubRooms m_rooms;
    RecordingObserver m_observer{m_ports};
    SessionPersistence m_persistence{m_ports};
    StateBroadcast m_broadcast{m_ports, m_rooms};
    EffectRunner m_effects{m_ports, m_rooms, {m_broadcast, m_observer, m_persistence}};
    SignallingRequests m_signalling{m_ports, m_rooms, m_effects};
    LibraryRequests m_library{m_ports, m_rooms};
    std::map<WebSocketPeer *, ConnectionPtr> m_connections;
    /// By link.
    TokenBuckets m_joins{kJoinRate};
    MediaTime m_tickedAt{};
    /// Since when the service has been receiving: its process may have been frozen before.
    MediaTime m_hearsSince{};
};

} // namespace prosc
