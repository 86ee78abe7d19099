#pragma once

#include "app/base/clock.h"
#include "app/room/protocol/messages.h"
#include "app/room/rules/recording_stage.h"

#include <map>
#include <set>
#include <variant>
#include <vector>

namespace prosc {

/// Limits of a room; the defaults are the product's.
struct RoomRules
{
    MediaTime noticeTimeout = std::chrono::seconds(1);
    MediaTime recorderSilence = std::chrono::seconds(8);
    /// Maximum time without growth of `recorded` in the recorder's heartbeats.
    MediaTime durableSilence = kDurableSilence;
    /// For the recorder's first fragment: a busy computer may need a while.
    MediaTime beginTimeout = std::chrono::seconds(60);
    MediaTime stopTimeout = std::chrono::seconds(120);
    MediaTime placeKept = std::chrono::seconds(30);
    /// A participant's place is kept only after this long in the room, or after media was sent:
    /// connections that only come and go must not fill it.
    MediaTime settledAfter = std::chrono::seconds(10);
    MediaTime hostGrace = std::chrono::minutes(15);
    MediaTime recordingLimit = std::chrono::hours(24);
    /// The longest session, and how long before its end everyone is told.
    MediaTime sessionLimit = std::chrono::hours(72);
    MediaTime limitWarning = std::chrono::hours(1);
    /// The recorder stops at the limit, accurate to the frame; this much later the service stops
    /// one that did not.
    MediaTime limitGrace = std::chrono::seconds(10);
    size_t maxParticipants = 500;
    /// How long a host or moderator is in the room before they are reminded to record.
    MediaTime reminderAfter = std::chrono::minutes(2);
    /// How long the service's recorder may take to come.
    MediaTime summonTimeout = std::chrono::seconds(20);
    /// Beyond these, still so many hosts, moderators and recorders are let in.
    size_t placesForModerators = 50;

    friend bool operator==(const RoomRules &, const RoomRules &) = default;
};

/// The recorder was told to pause or resume and has not yet confirmed it.
struct PauseOrder
{
    bool paused = false;
    /// Number of contradicting heartbeats since, which may have been in flight when the order was
    /// sent.
    int contradicted = 0;

    friend bool operator==(const PauseOrder &, const PauseOrder &) = default;
};

/// A recorded time, running or stopped.
struct RecordedTime
{
    MediaTime before{};
    /// When it started to run from `before`; nullopt: it is stopped.
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
    /// The room's options at Start.
    bool subtitles = false;
    bool chapters = false;
    /// When the current stage began, and when the recorder was last heard.
    MediaTime since{};
    MediaTime lastAlive{};
    /// Part of it is on the recorder's disk.
    bool hasPictures = false;
    /// How much of the file is durable on the recorder's disk by its last heartbeat, and when that
    /// last grew, or did not have to: in a pause, or when it was told to resume.
    MediaTime durable{};
    MediaTime grownAt{};
    /// The time that is current, and the one that clients compute from the last state sent to them.
    RecordedTime elapsed;
    RecordedTime shown;
    /// What the moderators want. Only one order is in flight at a time; a change made meanwhile is
    /// ordered afterwards.
    bool pauseWanted = false;
    std::optional<PauseOrder> pauseOrder;
    /// From the recorder's last heartbeat.
    bool overloaded = false;
    bool silent = false;
    /// Who has not yet reported that the first notice is on screen.
    std::set<ParticipantId> awaitingNotice;
    EndReason endReason = EndReason::Stopped;
    QString stoppedByName;

    friend bool operator==(const RoomRecording &, const RoomRecording &) = default;
};

/// Where a connection comes from; empty where that is not known. Never told to anybody.
struct Origin
{
    /// msg::Join::device, and the address of the network.
    QString device;
    QString address;

    friend bool operator==(const Origin &, const Origin &) = default;
};

/// Someone in the room, or whose place is kept.
struct Member
{
    Participant participant;
    /// When its connection was lost; meaningful while `participant.present` is false.
    MediaTime lostAt{};
    MediaTime enteredAt{};
    /// It has sent media.
    bool hasSentMedia = false;
    /// The role in the link; `participant.role` may have been changed since.
    Role linkRole = Role::Participant;
    Origin origin = {};
    /// A moderator has switched it off: the media server passes nothing on until its owner reports
    /// that it is on again.
    bool isMuted = false;
    bool isCameraOff = false;
    /// What was done to them while their connection was lost: they are told when they are back.
    std::vector<msg::Told> untold = {};

    friend bool operator==(const Member &, const Member &) = default;
};

/// A role or an invitation that is not in the link.
struct Grant
{
    Role linkRole = Role::Participant;
    Role role = Role::Participant;
    bool invited = false;

    friend bool operator==(const Grant &, const Grant &) = default;
};

/// Someone who waits to be let in.
struct Newcomer
{
    Participant participant;
    Origin origin;
    /// Waits because somebody was removed who came from there; unlocking does not let them in.
    bool wasRemoved = false;

    friend bool operator==(const Newcomer &, const Newcomer &) = default;
};

struct RoomState
{
    RoomInfo room;
    RoomRules rules;
    std::vector<Member> members;
    /// In order of arrival.
    std::vector<Newcomer> waiting;
    /// Where those came from who were removed, and the devices of those who were let in.
    std::vector<Origin> removed;
    std::set<QString> admittedDevices;
    /// The lines that are kept, and the number of the last one.
    std::vector<ChatLine> chat;
    int lastChatLine = 0;
    /// When the first of those came who are here.
    MediaTime startedAt{};
    /// Since when nobody has a place here.
    MediaTime emptySince{};
    /// What a moderator gave to people who left and may come back, by device: a page is loaded
    /// anew.
    std::map<QString, Grant> grants;
    bool isLimitNear = false;
    /// The room's settings: recording starts by itself once a host or moderator is here with a
    /// computer, or they are reminded of it.
    bool autoRecord = false;
    bool recordReminder = false;
    /// The service can send a recorder into the room. Who pressed Start while it comes, and when.
    bool canSummon = false;
    ParticipantId summonedBy;
    MediaTime summonedAt{};
    /// In this session something was recorded, or somebody was reminded.
    bool wasRecorded = false;
    bool wasReminded = false;
    RoomRecording recording;
    SfuInfo sfu;
    ParticipantId highlighted;
    int revision = 0;
    int lastStageOrder = 0;
    int lastEpoch = 0;
    /// When a host who left or lost the connection was last heard.
    MediaTime hostHeardAt{};
    /// Since when no host has been heard; nullopt while one is present, or before the first one
    /// joined.
    std::optional<MediaTime> hostLeftAt;
    bool hostWasHere = false;
    bool ended = false;

    [[nodiscard]] const Member *find(const ParticipantId &id) const;
    friend bool operator==(const RoomState &, const RoomState &) = default;
};

namespace cmd {

/// Someone with a valid token enters; `participant.id` is new.
struct Enter
{
    Participant participant;
    Origin origin = {};
};
/// Someone whose place is kept is back. NotFound: it is not kept any more.
struct Return
{
    ParticipantId participant;
};
struct ConnectionLost
{
    ParticipantId participant;
    /// When anything last arrived on that connection. A frozen program falls silent before its
    /// connection is closed.
    MediaTime lastHeard{};
};
/// A message from a participant. Messages that only concern WebRTC or the library never get here.
struct FromClient
{
    ParticipantId participant;
    ClientBody body;
    /// For startRecording: an unused id, and the time of day.
    RecordingId freshRecording;
    QDateTime wallTime;
};
/// A participant's publication changed; nullopt: it ended.
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
/// A consent is stored with its recording.
struct ConsentStored
{
    RecordingId recording;
    ParticipantId participant;
};
/// The complete file of a recording is in the library.
struct RecordingPublished
{
    RecordingId recording;
};
/// The service's recorder cannot come.
struct RecorderRefused
{
    Error error;
};
/// Time has passed. Sent at least twice a second.
struct Tick
{
};

} // namespace cmd

using RoomCommand = std::variant<cmd::Enter, cmd::Return, cmd::ConnectionLost, cmd::FromClient,
                                 cmd::PublicationChanged, cmd::SfuChanged, cmd::ConsentStored,
                                 cmd::RecordingPublished, cmd::RecorderRefused, cmd::Tick>;

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
/// Like Send, but after everyone was sent the new state.
struct SendAfterState
{
    ParticipantId to;
    ServiceBody body;
};
/// Admitted: send welcome. Also for someone who was waiting.
struct Welcome
{
    ParticipantId participant;
};
struct Wait
{
    ParticipantId participant;
    /// Of the message `waiting`.
    QString reason;
};
/// The media server passes their sound or picture on no more, or again.
struct Silence
{
    ParticipantId participant;
    QStringList mids;
    bool silent = false;
};
/// Ends what they publish, whatever their client does.
struct StopSending
{
    ParticipantId participant;
};
/// Not let in: tell them why, and close the connection. Removed follows.
struct TurnAway
{
    ParticipantId participant;
    QString reason;
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
/// The service's recorder is needed.
struct SummonRecorder
{
};
/// A recording starts as if this host or moderator had pressed Start.
struct StartByItself
{
    ParticipantId participant;
};
/// The room's recording options changed; store them with the room.
struct RoomOptions
{
    bool subtitles = false;
    bool chapters = false;
};
/// The recorder's file is complete; its media item becomes "uploading".
struct FileFacts
{
    msg::RecorderStopped facts;
};
/// The recording failed or was cancelled; `code` is the name of the error.
struct RecordingFailed
{
    RecordingId recording;
    QString code;
};
/// Someone consented: store it with the recording. Once that is done, ConsentStored follows; the
/// consent counts from then on.
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
                 effect::Welcome, effect::Wait, effect::Silence, effect::StopSending,
                 effect::TurnAway, effect::Removed, effect::Begin, effect::SummonRecorder,
                 effect::StartByItself, effect::RoomOptions, effect::FileFacts,
                 effect::RecordingFailed, effect::ConsentGiven, effect::SessionOver>;

/// Why a command was refused; `name` is the person whose action prevents it, or empty.
struct Refusal
{
    Error error;
    QString name;
};

struct Decision
{
    RoomState state;
    std::vector<RoomEffect> effects;
    /// If set, nothing was changed.
    std::optional<Refusal> refusal;
};

/// The rules of a room: who may do what, and what follows. Pure: the same arguments give the same
/// decision.
[[nodiscard]] Decision decide(RoomState state, const RoomCommand &command, MediaTime now);

/// The order to begin the room's current recording.
[[nodiscard]] effect::Begin orderToBegin(const RoomState &state);

/// The state as clients see it.
[[nodiscard]] RoomSnapshot snapshot(const RoomState &state, MediaTime now);

} // namespace prosc
