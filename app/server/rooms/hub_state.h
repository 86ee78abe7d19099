#pragma once

#include "app/base/token_bucket.h"
#include "app/room/rules/room_authority.h"
#include "app/server/http/http_types.h"
#include "app/server/index/library_store.h"
#include "app/server/rooms/session_files.h"
#include "app/server/rooms/sfu.h"
#include "app/server/security/token_service.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace prosc {

// State shared by the parts of RoomHub. Everything here belongs to the I/O thread.

/// The hub's interface to the rest of the service; must outlive the hub.
struct HubPorts
{
    Sfu &sfu;
    LibraryPorts library;
    SessionFiles &sessions;
    const TokenService &tokens;
    const Clock &clock;
    /// Runs work on the disk pool, in the order of each room; no room waits for another.
    std::function<void(const RoomId &, std::function<void()>)> toDisk;
    /// Runs work on the I/O thread.
    std::function<void(std::function<void()>)> toIo;
    /// The STUN and TURN servers for a participant, with short-lived credentials.
    std::function<std::vector<IceServer>(const ParticipantId &)> iceServers;
    /// The recorder of the current recording has sent a heartbeat.
    std::function<void(const RecordingId &)> recorderLives;
    /// Sends the service's recorder into a room; empty if there is none.
    std::function<Status(const RoomId &)> summonRecorder;
};

/// Messages of one connection.
inline constexpr TokenRate kMessageRate{40, 400};
/// Bytes that one connection causes: what it sends, what it is answered, and what everybody else is
/// told about it. Somebody who raises a hand before 1,000 people causes 0.4 MB.
inline constexpr TokenRate kByteRate{256 * 1024, 8 * 1024 * 1024};
/// People who enter with one link. Returning to a place that one has is not limited.
inline constexpr TokenRate kJoinRate{64, 1024};

/// One WebSocket connection of the hub.
struct ClientConnection
{
    std::shared_ptr<WebSocketPeer> peer;
    MediaTime openedAt{};
    RoomId room;
    ParticipantId participant;
    /// The id of its join message, which welcome answers, even after waiting.
    int joinId = 0;
    int malformed = 0;
    TokenBucket messages{kMessageRate};
    TokenBucket bytes{kByteRate};
    /// Bytes that have been caused, but not charged to the bucket yet.
    double causedBytes = 0;
    /// The names of its subscriptions that the media server holds, or is asked for.
    std::set<QString> subscriptions;
    bool closing = false;
    /// The state that its client has; null before it is welcome.
    std::shared_ptr<const RoomSnapshot> told;
    /// Who waits, as its client knows it. Only hosts and moderators are told.
    std::vector<WaitingPerson> toldWaiting;
};

using ConnectionPtr = std::shared_ptr<ClientConnection>;

/// A consent on its way to the disk, and the messages that wait for it.
struct PendingConsent
{
    RecordingId recording;
    /// The connection may be another one meanwhile.
    std::vector<std::pair<ConnectionPtr, int>> messages;
};

/// A consent that is to be stored.
struct NewConsent
{
    RecordingId recording;
    ConsentRecord record;
};

/// A room, and which connection has which place in it.
struct HubRoom
{
    RoomRecord record;
    RoomState state;
    std::map<ParticipantId, ConnectionPtr> connections;
    /// When everyone was last told of a change, of which phase of the recording, and whether
    /// somebody has yet to be told.
    MediaTime toldAt{};
    RecordingInfo toldRecording;
    bool hasNews = false;
    /// Secrets for returning to a place.
    std::map<QString, ParticipantId> resumes;
    /// Those of the last session: a client that sends one learns that the session is over.
    std::set<QString> over;
    std::map<ParticipantId, PendingConsent> consents;
    /// Those that came while others are being written.
    std::vector<NewConsent> nextConsents;
    bool isWritingConsents = false;
    /// What has been stored in the library about the current recording: who was present, and that
    /// it is interrupted.
    RecordingId watched;
    std::set<ParticipantId> recorded;
    /// Who has come since the last time that was stored, and when that was.
    std::vector<RecordedPerson> newlyRecorded;
    MediaTime storedAt{};
    bool isRecorderLost = false;
    /// The session stored last: when the recorder was last heard, nullopt if there is none; of
    /// which recording at which stage; when; and whether the room has changed since.
    std::optional<MediaTime> keptHeard;
    std::pair<RecordingId, RecordingStage> keptRecording;
    MediaTime keptAt{};
    bool isKeptStale = false;
};

/// Every room of the service.
class HubRooms
{
public:
    /// The room that a connection has a place in; null if it has none yet.
    [[nodiscard]] HubRoom *of(const ClientConnection &connection) { return find(connection.room); }
    [[nodiscard]] HubRoom *find(const RoomId &id)
    {
        const auto found = m_rooms.find(id);
        return found == m_rooms.end() ? nullptr : found->second.get();
    }
    HubRoom &add(const RoomRecord &record)
    {
        auto room = std::make_unique<HubRoom>();
        room->record = record;
        return *m_rooms.emplace(record.id, std::move(room)).first->second;
    }
    /// Null if nobody is connected to that place.
    [[nodiscard]] static ConnectionPtr connectionOf(const HubRoom &room,
                                                    const ParticipantId &participant)
    {
        const auto found = room.connections.find(participant);
        return found == room.connections.end() ? nullptr : found->second;
    }

    [[nodiscard]] auto begin() const { return m_rooms.begin(); }
    [[nodiscard]] auto end() const { return m_rooms.end(); }

private:
    std::map<RoomId, std::unique_ptr<HubRoom>> m_rooms;
};

} // namespace prosc
