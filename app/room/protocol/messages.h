#pragma once

#include "app/base/result.h"
#include "app/room/protocol/client_messages.h"
#include "app/room/protocol/service_messages.h"

#include <QByteArray>

#include <optional>
#include <variant>

namespace prosc {

using ClientBody = std::variant<
    msg::Join, msg::Leave, msg::GetState, msg::EndSession, msg::SetMedia, msg::SetStage,
    msg::SetHand, msg::SetFit, msg::Highlight, msg::LockRoom, msg::Admit, msg::Decline, msg::Mute,
    msg::SwitchCameraOff, msg::AskToUnmute, msg::InviteToStage, msg::TakeOffStage, msg::LowerHand,
    msg::SetStageAccess, msg::SetRole, msg::Remove, msg::Say, msg::DeleteChatLine, msg::Publish,
    msg::Unpublish, msg::Subscribe, msg::Answer, msg::Layer, msg::Unsubscribe, msg::Candidate,
    msg::StartRecording, msg::NoticeShown, msg::ConfirmRecording, msg::StopRecording,
    msg::PauseRecording, msg::MarkMoment, msg::SetRecordingOptions, msg::RecorderStarted,
    msg::RecorderAlive, msg::RecorderStopped, msg::RecorderFailed, msg::ListMedia, msg::MediaLink,
    msg::ShareMedia, msg::RenameMedia, msg::DeleteMedia, msg::RestoreMedia, msg::RevokeLinks>;

using ServiceBody =
    std::variant<msg::Welcome, msg::Waiting, msg::WaitingRoom, msg::Told, msg::Chat,
                 msg::ChatLineDeleted, msg::State, msg::StateChanged, msg::SessionEnded, msg::Ok,
                 msg::ErrorReply, msg::Published, msg::Subscribed, msg::SubscriptionEnded,
                 msg::BeginRecording, msg::PauseRecorder, msg::AddChapter, msg::RecordReminder,
                 msg::EndRecording, msg::RecordingEnded, msg::MediaList, msg::MediaItemChanged,
                 msg::MediaLinkReady>;

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
inline constexpr int kProtocolVersion = 2;
inline constexpr qsizetype kMaxMessageBytes = 256 * 1024;
inline constexpr qsizetype kMaxServiceMessageBytes = 16 * 1024 * 1024;
inline constexpr const char *kSubprotocol = "proscenium.v2";
/// Of clients that are too old; they get refusalInVersion1() and are closed.
inline constexpr const char *kOldSubprotocol = "proscenium.v1";

/// One JSON object, UTF-8, compact.
[[nodiscard]] QByteArray serialize(const ClientMessage &message);
[[nodiscard]] QByteArray serialize(const ServiceMessage &message);

/// What a client of version 1 is told, in its own words.
[[nodiscard]] QByteArray refusalInVersion1();

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
