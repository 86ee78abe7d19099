#pragma once

#include "app/room/protocol/values.h"

namespace prosc {

// The messages that clients send, one struct each; protocol.md says who sends them and what they
// mean.

namespace msg {

struct Join
{
    QString token;
    QString name;
    FormFactor formFactor = FormFactor::Desktop;
    ClientKind client = ClientKind::Web;
    QString resume;
    /// What a browser's page was given with itself; empty: this is not a browser.
    QString page = {};
    /// A random word that this device keeps, so that somebody removed is known again; may be empty.
    QString device = {};
    friend bool operator==(const Join &, const Join &) = default;
};
struct Leave
{
    friend bool operator==(const Leave &, const Leave &) = default;
};
/// Asks for the whole state: a message about its changes is missing.
struct GetState
{
    friend bool operator==(const GetState &, const GetState &) = default;
};
struct EndSession
{
    friend bool operator==(const EndSession &, const EndSession &) = default;
};
struct SetMedia
{
    bool camera = false;
    bool microphone = false;
    friend bool operator==(const SetMedia &, const SetMedia &) = default;
};
struct SetStage
{
    bool onStage = false;
    friend bool operator==(const SetStage &, const SetStage &) = default;
};
struct SetHand
{
    bool raised = false;
    friend bool operator==(const SetHand &, const SetHand &) = default;
};
struct SetFit
{
    ParticipantId participant;
    Fit fit = Fit::Fill;
    friend bool operator==(const SetFit &, const SetFit &) = default;
};
struct Highlight
{
    ParticipantId participant;
    friend bool operator==(const Highlight &, const Highlight &) = default;
};
struct LockRoom
{
    bool locked = false;
    friend bool operator==(const LockRoom &, const LockRoom &) = default;
};
/// Lets somebody in who waits; empty: everybody.
struct Admit
{
    ParticipantId participant;
    friend bool operator==(const Admit &, const Admit &) = default;
};
/// Sends somebody away who waits.
struct Decline
{
    ParticipantId participant;
    friend bool operator==(const Decline &, const Decline &) = default;
};
/// Switches somebody's microphone off; empty: everybody's over whom the sender stands, or who is
/// their equal.
struct Mute
{
    ParticipantId participant;
    friend bool operator==(const Mute &, const Mute &) = default;
};
struct SwitchCameraOff
{
    ParticipantId participant;
    friend bool operator==(const SwitchCameraOff &, const SwitchCameraOff &) = default;
};
struct AskToUnmute
{
    ParticipantId participant;
    friend bool operator==(const AskToUnmute &, const AskToUnmute &) = default;
};
struct InviteToStage
{
    ParticipantId participant;
    friend bool operator==(const InviteToStage &, const InviteToStage &) = default;
};
/// Ends what they send, too, and an invitation.
struct TakeOffStage
{
    ParticipantId participant;
    friend bool operator==(const TakeOffStage &, const TakeOffStage &) = default;
};
/// Declines what a raised hand asks for.
struct LowerHand
{
    ParticipantId participant;
    friend bool operator==(const LowerHand &, const LowerHand &) = default;
};
struct SetStageAccess
{
    StageAccess access = StageAccess::Everyone;
    friend bool operator==(const SetStageAccess &, const SetStageAccess &) = default;
};
/// Makes somebody a moderator, or a participant again.
struct SetRole
{
    ParticipantId participant;
    Role role = Role::Participant;
    friend bool operator==(const SetRole &, const SetRole &) = default;
};
/// Removes somebody from the session; they come back only if a moderator admits them.
struct Remove
{
    ParticipantId participant;
    friend bool operator==(const Remove &, const Remove &) = default;
};
/// A line of the chat.
struct Say
{
    QString text;
    friend bool operator==(const Say &, const Say &) = default;
};
struct DeleteChatLine
{
    int line = 0;
    friend bool operator==(const DeleteChatLine &, const DeleteChatLine &) = default;
};
struct Publish
{
    Peer peer = Peer::Main;
    QString sdp;
    friend bool operator==(const Publish &, const Publish &) = default;
};
struct Unpublish
{
    Peer peer = Peer::Main;
    friend bool operator==(const Unpublish &, const Unpublish &) = default;
};
struct Subscribe
{
    QString subscription;
    ParticipantId participant;
    Peer peer = Peer::Main;
    QStringList mids;
    friend bool operator==(const Subscribe &, const Subscribe &) = default;
};
struct Answer
{
    QString subscription;
    QString sdp;
    friend bool operator==(const Answer &, const Answer &) = default;
};
struct Layer
{
    QString subscription;
    QString mid;
    int substream = 0;
    friend bool operator==(const Layer &, const Layer &) = default;
};
struct Unsubscribe
{
    QString subscription;
    friend bool operator==(const Unsubscribe &, const Unsubscribe &) = default;
};
enum class CandidateTarget { Publish, Subscribe };
struct Candidate
{
    CandidateTarget target = CandidateTarget::Publish;
    QString key;
    QString candidate;
    QString mid;
    int mLineIndex = 0;
    friend bool operator==(const Candidate &, const Candidate &) = default;
};
struct StartRecording
{
    friend bool operator==(const StartRecording &, const StartRecording &) = default;
};
struct NoticeShown
{
    RecordingId recording;
    Notice notice = Notice::Starting;
    friend bool operator==(const NoticeShown &, const NoticeShown &) = default;
};
struct ConfirmRecording
{
    RecordingId recording;
    friend bool operator==(const ConfirmRecording &, const ConfirmRecording &) = default;
};
struct StopRecording
{
    RecordingId recording;
    friend bool operator==(const StopRecording &, const StopRecording &) = default;
};
/// Asks to pause or resume the recording.
struct PauseRecording
{
    RecordingId recording;
    bool paused = false;
    friend bool operator==(const PauseRecording &, const PauseRecording &) = default;
};
/// A chapter of the recording at this moment; without a name the recorder numbers it.
struct MarkMoment
{
    RecordingId recording;
    QString name;
    friend bool operator==(const MarkMoment &, const MarkMoment &) = default;
};
/// The options of recordings started from now on.
struct SetRecordingOptions
{
    bool subtitles = false;
    bool chapters = false;
    friend bool operator==(const SetRecordingOptions &, const SetRecordingOptions &) = default;
};
struct RecorderStarted
{
    RecordingId recording;
    int epoch = 0;
    friend bool operator==(const RecorderStarted &, const RecorderStarted &) = default;
};
struct RecorderAlive
{
    RecordingId recording;
    int epoch = 0;
    int64_t recorded = 0;
    bool paused = false;
    bool overloaded = false;
    bool silent = false;
    friend bool operator==(const RecorderAlive &, const RecorderAlive &) = default;
};
struct RecorderStopped
{
    RecordingId recording;
    int epoch = 0;
    int64_t duration = 0;
    int64_t bytes = 0;
    QString sha256;
    QString name;
    /// It ended automatically because its disk is nearly full.
    bool diskNearlyFull = false;
    friend bool operator==(const RecorderStopped &, const RecorderStopped &) = default;
};
struct RecorderFailed
{
    RecordingId recording;
    int epoch = 0;
    QString code;
    QString detail;
    friend bool operator==(const RecorderFailed &, const RecorderFailed &) = default;
};
struct ListMedia
{
    friend bool operator==(const ListMedia &, const ListMedia &) = default;
};
/// Report: a link to the recording's report, for hosts and moderators; cannot be shared.
enum class LinkPurpose { View, Download, Report };
struct MediaLink
{
    RecordingId item;
    LinkPurpose purpose = LinkPurpose::View;
    friend bool operator==(const MediaLink &, const MediaLink &) = default;
};
/// Asks for a link to the page that plays a recording, for others and with a longer lifetime.
struct ShareMedia
{
    RecordingId item;
    LinkPurpose purpose = LinkPurpose::View;
    int hours = 1;
    friend bool operator==(const ShareMedia &, const ShareMedia &) = default;
};
/// Renames a recording's file.
struct RenameMedia
{
    RecordingId item;
    QString name;
    friend bool operator==(const RenameMedia &, const RenameMedia &) = default;
};
/// Moves a recording to the bin, and back.
struct DeleteMedia
{
    RecordingId item;
    friend bool operator==(const DeleteMedia &, const DeleteMedia &) = default;
};
struct RestoreMedia
{
    RecordingId item;
    friend bool operator==(const RestoreMedia &, const RestoreMedia &) = default;
};
/// Revokes every link to a recording made so far.
struct RevokeLinks
{
    RecordingId item;
    friend bool operator==(const RevokeLinks &, const RevokeLinks &) = default;
};

} // namespace msg

template <>
struct EnumNames<msg::CandidateTarget>
{
    static constexpr std::array table = {std::pair{msg::CandidateTarget::Publish, "publish"},
                                         std::pair{msg::CandidateTarget::Subscribe, "subscribe"}};
};
template <>
struct EnumNames<msg::LinkPurpose>
{
    static constexpr std::array table = {std::pair{msg::LinkPurpose::View, "view"},
                                         std::pair{msg::LinkPurpose::Download, "download"},
                                         std::pair{msg::LinkPurpose::Report, "report"}};
};

} // namespace prosc
