#pragma once

#include "app/base/clock.h"
#include "app/room/protocol/messages.h"
#include "app/room/rules/recording_stage.h"

#include <set>
#include <variant>
#include <vector>

namespace prosc {

/// Limits of a room; the defaults are the product's (room-facts R11, R12).
struct RoomRules
{
    MediaTime noticeTimeout = std::chrono::seconds(1);
    MediaTime recorderSilence = std::chrono::seconds(8);
    /// `recorded` in the recorder's heartbeats must grow so often.
    MediaTime durableSilence = kDurableSilence;
    /// For the recorder's first fragment: a busy computer takes a while.
    MediaTime beginTimeout = std::chrono::seconds(60);
    MediaTime stopTimeout = std::chrono::seconds(120);
    MediaTime placeKept = std::chrono::seconds(30);
    MediaTime hostGrace = std::chrono::minutes(15);
    MediaTime recordingLimit = std::chrono::hours(24);
    /// The recorder ends at the limit to the picture; so much later the service tells one that did
    /// not.
    MediaTime limitGrace = std::chrono::seconds(10);
    size_t maxParticipants = 500;

    friend bool operator==(const RoomRules &, const RoomRules &) = default;
};

/// The recorder was told to pause or to go on, and has not yet said that it does.
struct PauseOrder
{
    bool paused = false;
    /// So often has it said the contrary since: what was on its way when the order was sent.
    int contradicted = 0;

    friend bool operator==(const PauseOrder &, const PauseOrder &) = default;
};

/// A recorded time, as it runs on or stands.
struct RecordedTime
{
    MediaTime before{};
    /// Since when it runs on from `before`; nothing: it stands.
    std::optional<MediaTime> since;

    [[nodiscard]] MediaTime at(MediaTime now) const;
    friend bool operator==(const RecordedTime &, const RecordedTime &) = default;
};

/// The recording of a room, as the service knows it.
struct RoomRecording
{
    RecordingStage stage = RecordingStage::Idle;
    RecordingId id;
    int epoch = 0;
    ParticipantId startedBy;
    QString startedByName;
    ParticipantId recorder;
    QString title;
    QDateTime startedAt;
    /// As the room had them at Start.
    bool subtitles = false;
    bool chapters = false;
    /// When the present stage began, and when the recorder was last heard.
    MediaTime since{};
    MediaTime lastAlive{};
    /// Something of it is on the recorder's disk.
    bool hasPictures = false;
    /// How much of the file is safe on the recorder's disk, as its last heartbeat told, and when
    /// that was more than before, or need not be: in a pause, or when it was asked to go on.
    MediaTime durable{};
    MediaTime grownAt{};
    /// What people see, and what they make of the newest state that they were sent.
    RecordedTime elapsed;
    RecordedTime shown;
    /// What the moderators want. There is one order on its way at a time: what is wanted meanwhile
    /// is ordered after it.
    bool pauseWanted = false;
    std::optional<PauseOrder> pauseOrder;
    /// As the recorder said last.
    bool overloaded = false;
    bool silent = false;
    /// Who has not yet reported that the first notice is on the screen.
    std::set<ParticipantId> awaitingNotice;
    EndReason endReason = EndReason::Stopped;
    QString stoppedByName;

    friend bool operator==(const RoomRecording &, const RoomRecording &) = default;
};

/// Someone in the room, or whose place is kept.
struct Member
{
    Participant participant;
    /// When it was heard last; meaningful while `participant.present` is false.
    MediaTime lostAt{};

    friend bool operator==(const Member &, const Member &) = default;
};

struct RoomState
{
    RoomInfo room;
    RoomRules rules;
    std::vector<Member> members;
    /// Newcomers who wait until the room is unlocked, in order.
    std::vector<Participant> waiting;
    RoomRecording recording;
    SfuInfo sfu;
    ParticipantId highlighted;
    int revision = 0;
    int lastStageOrder = 0;
    int lastEpoch = 0;
    /// A host's last word, of those who left or lost their connection.
    MediaTime hostHeardAt{};
    /// Since when no host is heard; nothing while one is present, or before the first one came.
    std::optional<MediaTime> hostLeftAt;
    bool hostWasHere = false;
    bool ended = false;

    [[nodiscard]] const Member *find(const ParticipantId &id) const;
    friend bool operator==(const RoomState &, const RoomState &) = default;
};

namespace cmd {

/// Someone whose token is valid comes in; `participant.id` is new.
struct Enter
{
    Participant participant;
};
/// Someone whose place is kept is back.
struct Return
{
    ParticipantId participant;
};
struct ConnectionLost
{
    ParticipantId participant;
    /// When anything came on that connection last. A program that froze is heard no more, but its
    /// connection stays for a while.
    MediaTime lastHeard{};
};
/// A message from someone in the room. The ones that concern WebRTC and the library only never get
/// here.
struct FromClient
{
    ParticipantId participant;
    ClientBody body;
    /// Used by startRecording: an id that was never used, and the time of day.
    RecordingId freshRecording;
    QDateTime wallTime;
};
/// What someone publishes has changed; nothing: not published any more.
struct PublicationChanged
{
    ParticipantId participant;
    Peer peer = Peer::Main;
    std::optional<Publication> publication;
};
struct SfuChanged
{
    SfuInfo sfu;
};
/// The whole file of a recording is in the library.
struct RecordingPublished
{
    RecordingId recording;
};
/// Time has passed. Sent at least twice a second.
struct Tick
{
};

} // namespace cmd

using RoomCommand =
    std::variant<cmd::Enter, cmd::Return, cmd::ConnectionLost, cmd::FromClient,
                 cmd::PublicationChanged, cmd::SfuChanged, cmd::RecordingPublished, cmd::Tick>;

namespace effect {

/// Everyone gets the new state (once, after all other effects).
struct BroadcastState
{
};
struct Send
{
    ParticipantId to;
    ServiceBody body;
};
struct SendAll
{
    ServiceBody body;
};
/// As Send, but only after everyone was sent the new state.
struct SendAfterState
{
    ParticipantId to;
    ServiceBody body;
};
/// Let in: send welcome. Also for someone who waited.
struct Welcome
{
    ParticipantId participant;
};
struct Wait
{
    ParticipantId participant;
};
/// Gone for good: forget the connections and the place.
struct Removed
{
    ParticipantId participant;
};
/// Tell the recorder to begin: the service adds the upload ticket.
struct Begin
{
    ParticipantId recorder;
    RecordingId recording;
    int epoch = 0;
    QString title;
    ParticipantId startedBy;
    QDateTime startedAt;
    bool subtitles = false;
    bool chapters = false;
    std::chrono::milliseconds limit{};
};
/// The room's recording options have changed, to be kept with it.
struct RoomOptions
{
    bool subtitles = false;
    bool chapters = false;
};
/// The recorder's file is complete; the media item goes on as "uploading".
struct FileFacts
{
    msg::RecorderStopped facts;
};
/// The recording came to nothing.
struct RecordingFailed
{
    RecordingId recording;
    QString code;
};
/// Somebody agreed: to be kept with the recording.
struct ConsentGiven
{
    RecordingId recording;
    ParticipantId participant;
    QString name;
};
struct SessionOver
{
    QString reason;
};

} // namespace effect

using RoomEffect =
    std::variant<effect::BroadcastState, effect::Send, effect::SendAll, effect::SendAfterState,
                 effect::Welcome, effect::Wait, effect::Removed, effect::Begin, effect::RoomOptions,
                 effect::FileFacts, effect::RecordingFailed, effect::ConsentGiven,
                 effect::SessionOver>;

/// Why a command was refused; `name` is whose action stands in the way, or empty.
struct Refusal
{
    Error error;
    QString name;
};

struct Decision
{
    RoomState state;
    std::vector<RoomEffect> effects;
    /// Set: nothing was changed.
    std::optional<Refusal> refusal;
};

/// The rules of a room: who may do what, and what follows. Pure: the same arguments give the same
/// decision.
[[nodiscard]] Decision decide(RoomState state, const RoomCommand &command, MediaTime now);

/// The order to begin the recording that the room has.
[[nodiscard]] effect::Begin orderToBegin(const RoomState &state);

/// The state as clients see it.
[[nodiscard]] RoomSnapshot snapshot(const RoomState &state, MediaTime now);

} // namespace prosc
