#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace prosc {

// The messages of the room protocol, one struct each; protocol.md says who sends them and what they
// mean.

namespace msg {

// ---- from a client

struct Join
{
    QString token;
    QString name;
    FormFactor formFactor = FormFactor::Desktop;
    ClientKind client = ClientKind::Web;
    QString resume;
    friend bool operator==(const Join &, const Join &) = default;
};
struct Leave
{
    friend bool operator==(const Leave &, const Leave &) = default;
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

// ---- from the service

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
struct State
{
    RoomSnapshot state;
    friend bool operator==(const State &, const State &) = default;
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

using ClientBody =
    std::variant<msg::Join, msg::Leave, msg::EndSession, msg::SetMedia, msg::SetStage, msg::SetHand,
                 msg::SetFit, msg::Highlight, msg::LockRoom, msg::Publish, msg::Unpublish,
                 msg::Subscribe, msg::Answer, msg::Layer, msg::Unsubscribe, msg::Candidate,
                 msg::StartRecording, msg::NoticeShown, msg::ConfirmRecording, msg::StopRecording,
                 msg::PauseRecording, msg::SetRecordingOptions, msg::RecorderStarted,
                 msg::RecorderAlive, msg::RecorderStopped, msg::RecorderFailed, msg::ListMedia,
                 msg::MediaLink, msg::ShareMedia, msg::RenameMedia, msg::DeleteMedia,
                 msg::RestoreMedia, msg::RevokeLinks>;

using ServiceBody =
    std::variant<msg::Welcome, msg::Waiting, msg::State, msg::SessionEnded, msg::Ok,
                 msg::ErrorReply, msg::Published, msg::Subscribed, msg::SubscriptionEnded,
                 msg::BeginRecording, msg::PauseRecorder, msg::EndRecording, msg::RecordingEnded,
                 msg::MediaList, msg::MediaItemChanged, msg::MediaLinkReady>;

/// A message from a client. `id` is 0 when it expects no answer.
struct ClientMessage
{
    int id = 0;
    ClientBody body;
    friend bool operator==(const ClientMessage &, const ClientMessage &) = default;
};

/// A message from the service. `re` is the id of the message it answers, 0 if none.
struct ServiceMessage
{
    int re = 0;
    ServiceBody body;
    friend bool operator==(const ServiceMessage &, const ServiceMessage &) = default;
};

/// The protocol's version ("v") and its limits.
inline constexpr int kProtocolVersion = 1;
inline constexpr qsizetype kMaxMessageBytes = 256 * 1024;
inline constexpr qsizetype kMaxServiceMessageBytes = 16 * 1024 * 1024;
inline constexpr const char *kSubprotocol = "proscenium.v1";

/// One JSON object, UTF-8, compact.
[[nodiscard]] QByteArray serialize(const ClientMessage &message);
[[nodiscard]] QByteArray serialize(const ServiceMessage &message);

/// A message that was rejected, with the id it carried (0 if that could not be read) so that it can
/// be answered.
struct ParseError
{
    Error error;
    /// "id" or "re" (0) and "type" (empty), as far as they could be read.
    int id = 0;
    QString type = {};
};

/// Strict, as protocol.md says. Errors: Malformed, TooLarge, UnsupportedVersion; the detail names
/// the field.
[[nodiscard]] tl::expected<ClientMessage, ParseError> parseClientMessage(const QByteArray &json);
[[nodiscard]] tl::expected<ServiceMessage, ParseError> parseServiceMessage(const QByteArray &json);

} // namespace prosc
