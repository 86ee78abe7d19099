#pragma once

#include "app/base/clock.h"
#include "app/room/rules/room_authority.h"
#include "app/server/http/http_types.h"
#include "app/server/library/library_store.h"
#include "app/server/rooms/session_files.h"
#include "app/server/rooms/sfu.h"
#include "app/server/security/token_service.h"

#include <map>
#include <set>
#include <unordered_map>

namespace prosc {

/// Where the rooms are: every WebSocket connection, which place in which room it has, and what the
/// authority decides. Everything happens on the I/O thread, but for the library, which is asked on
/// the disk pool.
class RoomHub final : public WebSocketHandler
{
public:
    struct Ports
    {
        Sfu &sfu;
        LibraryStore &library;
        SessionFiles &sessions;
        const TokenService &tokens;
        const Clock &clock;
        /// Runs work on the disk pool, and back on the I/O thread.
        std::function<void(std::function<void()>)> toDisk;
        std::function<void(std::function<void()>)> toIo;
        /// The STUN and TURN servers for a participant, with short-lived credentials.
        std::function<std::vector<IceServer>(const ParticipantId &)> iceServers;
        /// The recorder of a recording that runs has sent a heartbeat.
        std::function<void(const RecordingId &)> recorderLives;
    };

    RoomHub(Ports ports, RoomRules rules);
    ~RoomHub() override;

    void addRoom(const RoomRecord &room);
    /// Goes on with what an earlier run of the service kept of a room that was just added, unless
    /// its recording is in the library by now. Before the I/O thread runs: it reads files.
    void resumeSession(const RoomId &room);
    /// Call four times a second.
    void tick();
    /// The library says that an item is new or has changed.
    void itemChanged(const RoomId &room, const MediaItem &item);

    void opened(const std::shared_ptr<WebSocketPeer> &peer) override;
    void message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text) override;
    void closed(const std::shared_ptr<WebSocketPeer> &peer) override;

private:
    struct Connection;
    struct HubRoom;
    using ConnectionPtr = std::shared_ptr<Connection>;

    // Connections (room_hub.cpp)
    void reply(Connection &connection, int re, ServiceBody body);
    void refuse(Connection &connection, int re, const Refusal &refusal);
    void refuseFinally(Connection &connection, int re, const Error &error);
    void malformed(Connection &connection, const ParseError &error);
    [[nodiscard]] bool withinRate(Connection &connection) const;
    void join(const ConnectionPtr &connection, int id, const msg::Join &join);
    /// For somebody new.
    void enter(const ConnectionPtr &connection, HubRoom &room, const msg::Join &join, Role role);
    [[nodiscard]] bool resume(const ConnectionPtr &connection, HubRoom &room,
                              const QString &secret);
    void attach(const ConnectionPtr &connection, HubRoom &room, const ParticipantId &participant);
    [[nodiscard]] HubRoom *roomOf(const Connection &connection);
    [[nodiscard]] ConnectionPtr connectionOf(HubRoom &room, const ParticipantId &participant);

    // What the authority decided (room_hub_effects.cpp)
    std::optional<Refusal> apply(HubRoom &room, const RoomCommand &command);
    void perform(HubRoom &room, const RoomEffect &effect);
    void perform(HubRoom &room, const effect::BroadcastState &effect);
    void perform(HubRoom &room, const effect::Send &effect);
    void perform(HubRoom &room, const effect::SendAll &effect);
    void perform(HubRoom &room, const effect::SendAfterState &effect);
    void perform(HubRoom &room, const effect::Welcome &effect);
    void perform(HubRoom &room, const effect::Wait &effect);
    void perform(HubRoom &room, const effect::Removed &effect);
    void perform(HubRoom &room, const effect::Begin &effect);
    void perform(HubRoom &room, const effect::RoomOptions &effect);
    void perform(HubRoom &room, const effect::FileFacts &effect);
    void perform(HubRoom &room, const effect::RecordingFailed &effect);
    void perform(HubRoom &room, const effect::ConsentGiven &effect);
    void perform(HubRoom &room, const effect::SessionOver &effect);
    void remindRecorder(HubRoom &room, const ParticipantId &participant);
    void refuseBegin(HubRoom &room, const effect::Begin &effect, const Error &error);
    void sendBegin(const RoomId &room, const effect::Begin &effect, const Status &announced);

    // For a service that is started again (room_hub_sessions.cpp)
    void persistSession(HubRoom &room, bool hasChanged);

    // For a recording's report (room_hub_report.cpp)
    void watchRecording(HubRoom &room);
    void noteEvent(const RecordingId &recording, QLatin1String what, const QString &by = {},
                   const QString &detail = {});

    // Messages for the media server (room_hub_media.cpp) and the library (room_hub_library.cpp)
    void dispatch(const ConnectionPtr &connection, const ClientMessage &message);
    bool handleMedia(const ConnectionPtr &connection, const ClientMessage &message);
    void on(const ConnectionPtr &connection, int id, const msg::Publish &m);
    void on(const ConnectionPtr &connection, int id, const msg::Unpublish &m);
    void on(const ConnectionPtr &connection, int id, const msg::Subscribe &m);
    void on(const ConnectionPtr &connection, int id, const msg::Answer &m);
    void on(const ConnectionPtr &connection, int id, const msg::Layer &m);
    void on(const ConnectionPtr &connection, int id, const msg::Unsubscribe &m);
    void on(const ConnectionPtr &connection, int id, const msg::Candidate &m);
    void on(const ConnectionPtr &connection, int id, const msg::ListMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::MediaLink &m);
    void on(const ConnectionPtr &connection, int id, const msg::ShareMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RenameMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::DeleteMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RestoreMedia &m);
    void on(const ConnectionPtr &connection, int id, const msg::RevokeLinks &m);
    struct WantedLink;
    /// Answers mediaLinkReady.
    void makeLink(const ConnectionPtr &connection, int id, const WantedLink &wanted);
    /// Does `work` on the disk pool for someone who moderates the room that `item` is of; `by` is
    /// who.
    void changeItem(const ConnectionPtr &connection, int id, const RecordingId &item,
                    std::function<Status(LibraryStore &, const QString &by)> work);
    [[nodiscard]] Result<QString> reportLink(const RecordingId &item, const QString &by);
    [[nodiscard]] QString nameOf(const ConnectionPtr &connection);
    [[nodiscard]] bool moderates(const ConnectionPtr &connection, int id);
    void answerLater(const ConnectionPtr &connection, int id, const Status &status);
    void watchSfu();

    Ports m_ports;
    const RoomRules m_rules;
    std::map<WebSocketPeer *, ConnectionPtr> m_connections;
    std::map<RoomId, std::unique_ptr<HubRoom>> m_rooms;
    int m_lastGeneration = 0;
    MediaTime m_tickedAt{};
    /// Since when the service has heard whatever was said: it may have stood still before.
    MediaTime m_hearsSince{};
};

/// One WebSocket connection as the hub keeps it.
struct RoomHub::Connection
{
    std::shared_ptr<WebSocketPeer> peer;
    MediaTime openedAt{};
    RoomId room;
    ParticipantId participant;
    /// The id of its join message: welcome answers it, also after waiting.
    int joinId = 0;
    int malformed = 0;
    /// Messages it may still send now (token bucket) and when that was counted.
    double allowance = 200;
    MediaTime countedAt{};
    int subscriptions = 0;
    bool closing = false;
};

/// A room and who is connected to which place in it.
struct RoomHub::HubRoom
{
    RoomRecord record;
    RoomState state;
    std::map<ParticipantId, ConnectionPtr> connections;
    /// Secrets to come back with.
    std::map<QString, ParticipantId> resumes;
    /// Those of the last session: who comes with one hears that it is over.
    std::set<QString> over;
    /// What the library was told of the recording that runs: who was there, and that its recorder
    /// is not heard of.
    RecordingId watched;
    std::set<ParticipantId> recorded;
    bool isRecorderLost = false;
    /// When the recorder was heard last in the session that was kept last; nothing: there is none
    /// in the files.
    std::optional<MediaTime> keptHeard;
};

} // namespace prosc
