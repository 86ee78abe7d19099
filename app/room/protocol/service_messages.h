#pragma once

#include "app/room/protocol/values.h"

namespace prosc {

// The messages that the service sends, one struct each; protocol.md says when and what they mean.

namespace msg {

struct Welcome
{
    ParticipantId participant;
    QString resume;
    Role role = Role::Participant;
    std::vector<IceServer> iceServers;
    RoomSnapshot state;
    friend bool operator==(const Welcome &, const Welcome &) = default;
};
struct Waiting
{
    QString reason;
    friend bool operator==(const Waiting &, const Waiting &) = default;
};
/// Everybody who waits, in order of arrival.
struct WaitingRoom
{
    std::vector<WaitingPerson> people;
    friend bool operator==(const WaitingRoom &, const WaitingRoom &) = default;
};
/// What a host or moderator, called `name`, has done to the receiver.
struct Told
{
    ModeratorAct act = ModeratorAct::Muted;
    QString name;
    friend bool operator==(const Told &, const Told &) = default;
};
/// Lines of the chat: all there are, after a welcome, or those that are new.
struct Chat
{
    std::vector<ChatLine> lines;
    friend bool operator==(const Chat &, const Chat &) = default;
};
struct ChatLineDeleted
{
    int line = 0;
    friend bool operator==(const ChatLineDeleted &, const ChatLineDeleted &) = default;
};
struct State
{
    RoomSnapshot state;
    friend bool operator==(const State &, const State &) = default;
};
/// What has changed since the state of revision `from`. `changed` holds the participants who are
/// new (in order of arrival, after those already there) or different, `left` the ids of those who
/// are gone; the rest is as it is now.
struct StateChanged
{
    int from = 0;
    int revision = 0;
    RoomInfo room;
    std::vector<Participant> changed;
    QStringList left;
    RecordingInfo recording;
    SfuInfo sfu;
    ParticipantId highlighted;
    int waitingCount = 0;
    SessionInfo session;
    friend bool operator==(const StateChanged &, const StateChanged &) = default;
};
struct SessionEnded
{
    QString reason;
    friend bool operator==(const SessionEnded &, const SessionEnded &) = default;
};
struct Ok
{
    friend bool operator==(const Ok &, const Ok &) = default;
};
struct ErrorReply
{
    QString code;
    QString detail;
    QString name;
    bool fatal = false;
    friend bool operator==(const ErrorReply &, const ErrorReply &) = default;
};
struct Published
{
    Peer peer = Peer::Main;
    int generation = 0;
    QString sdp;
    friend bool operator==(const Published &, const Published &) = default;
};
struct Subscribed
{
    QString subscription;
    QString sdp;
    friend bool operator==(const Subscribed &, const Subscribed &) = default;
};
struct SubscriptionEnded
{
    QString subscription;
    QString reason;
    friend bool operator==(const SubscriptionEnded &, const SubscriptionEnded &) = default;
};
struct BeginRecording
{
    RecordingId recording;
    int epoch = 0;
    QString title;
    QDateTime startedAt;
    QString uploadPath;
    QString uploadToken;
    bool subtitles = false;
    bool chapters = false;
    /// Maximum length of the recording, milliseconds; the recorder stops there, accurate to the
    /// frame.
    int64_t limit = 0;
    friend bool operator==(const BeginRecording &, const BeginRecording &) = default;
};
/// Tells the recorder to pause or resume; its next recorderAlive confirms it.
struct PauseRecorder
{
    RecordingId recording;
    int epoch = 0;
    bool paused = false;
    friend bool operator==(const PauseRecorder &, const PauseRecorder &) = default;
};
/// Tells the recorder to begin a chapter now.
struct AddChapter
{
    RecordingId recording;
    int epoch = 0;
    QString name;
    friend bool operator==(const AddChapter &, const AddChapter &) = default;
};
/// Reminds a host or moderator that nothing is being recorded.
struct RecordReminder
{
    friend bool operator==(const RecordReminder &, const RecordReminder &) = default;
};
struct EndRecording
{
    RecordingId recording;
    int epoch = 0;
    EndReason reason = EndReason::Stopped;
    friend bool operator==(const EndRecording &, const EndRecording &) = default;
};
struct RecordingEnded
{
    RecordingId recording;
    EndReason reason = EndReason::Stopped;
    QString code;
    QString name;
    friend bool operator==(const RecordingEnded &, const RecordingEnded &) = default;
};
struct MediaList
{
    QString folder;
    std::vector<MediaItem> items;
    friend bool operator==(const MediaList &, const MediaList &) = default;
};
struct MediaItemChanged
{
    MediaItem item;
    friend bool operator==(const MediaItemChanged &, const MediaItemChanged &) = default;
};
struct MediaLinkReady
{
    RecordingId item;
    QString path;
    QDateTime expires;
    friend bool operator==(const MediaLinkReady &, const MediaLinkReady &) = default;
};

} // namespace msg

} // namespace prosc
