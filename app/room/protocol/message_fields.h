#pragma once

#include "app/room/protocol/value_fields.h"

namespace prosc {

// The fields of messages. See value_fields.h for those of values and for describe().

inline constexpr std::array kWaitingReasons = {"locked", "removed"};
inline constexpr std::array kSessionEndReasons = {"ended", "timeout", "limit", "removed",
                                                  "declined"};
inline constexpr std::array kSubscriptionEndReasons = {"unpublished", "sfu"};

// ---- from a client

template <class V>
void describe(V &v, Ref<V, msg::Join> m)
{
    v("token", m.token, Text{1, 4096});
    v("name", m.name, Visible{80});
    v("formFactor", m.formFactor);
    v("client", m.client);
    v("resume", m.resume, Text{0, 128});
    v("page", m.page, Text{0, 1024});
    v("device", m.device, Text{0, 64});
}
template <class V>
void describe(V &, Ref<V, msg::Leave>)
{
}
template <class V>
void describe(V &, Ref<V, msg::GetState>)
{
}
template <class V>
void describe(V &, Ref<V, msg::EndSession>)
{
}
template <class V>
void describe(V &v, Ref<V, msg::SetMedia> m)
{
    v("camera", m.camera);
    v("microphone", m.microphone);
}
template <class V>
void describe(V &v, Ref<V, msg::SetStage> m)
{
    v("onStage", m.onStage);
}
template <class V>
void describe(V &v, Ref<V, msg::SetHand> m)
{
    v("raised", m.raised);
}
template <class V>
void describe(V &v, Ref<V, msg::SetFit> m)
{
    v("participant", m.participant, Id::Required);
    v("fit", m.fit);
}
template <class V>
void describe(V &v, Ref<V, msg::Highlight> m)
{
    v("participant", m.participant, Id::MayBeEmpty);
}
template <class V>
void describe(V &v, Ref<V, msg::LockRoom> m)
{
    v("locked", m.locked);
}
template <class V>
void describe(V &v, Ref<V, msg::Admit> m)
{
    v("participant", m.participant, Id::MayBeEmpty);
}
template <class V>
void describe(V &v, Ref<V, msg::Decline> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::Mute> m)
{
    v("participant", m.participant, Id::MayBeEmpty);
}
template <class V>
void describe(V &v, Ref<V, msg::SwitchCameraOff> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::AskToUnmute> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::InviteToStage> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::TakeOffStage> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::LowerHand> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::SetStageAccess> m)
{
    v("access", m.access);
}
template <class V>
void describe(V &v, Ref<V, msg::SetRole> m)
{
    v("participant", m.participant, Id::Required);
    v("role", m.role);
}
template <class V>
void describe(V &v, Ref<V, msg::Remove> m)
{
    v("participant", m.participant, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::Say> m)
{
    v("text", m.text, Visible{ChatLine::kMaxText});
}
template <class V>
void describe(V &v, Ref<V, msg::DeleteChatLine> m)
{
    v("line", m.line, Range{1, std::numeric_limits<int>::max()});
}
template <class V>
void describe(V &v, Ref<V, msg::Publish> m)
{
    v("peer", m.peer);
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::Unpublish> m)
{
    v("peer", m.peer);
}
template <class V>
void describe(V &v, Ref<V, msg::Subscribe> m)
{
    v("subscription", m.subscription, Key{});
    v("participant", m.participant, Id::Required);
    v("peer", m.peer);
    v("mids", m.mids, Count{1, 8});
}
template <class V>
void describe(V &v, Ref<V, msg::Answer> m)
{
    v("subscription", m.subscription, Key{});
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::Layer> m)
{
    v("subscription", m.subscription, Key{});
    v("mid", m.mid, kMid);
    v("substream", m.substream, Range{0, 2});
}
template <class V>
void describe(V &v, Ref<V, msg::Unsubscribe> m)
{
    v("subscription", m.subscription, Key{});
}
template <class V>
void describe(V &v, Ref<V, msg::Candidate> m)
{
    v("target", m.target);
    v("key", m.key, Key{});
    v("candidate", m.candidate, Text{0, 1024});
    v("mid", m.mid, Text{0, 64});
    v("mLineIndex", m.mLineIndex, Range{0, 31});
}
template <class V>
void describe(V &, Ref<V, msg::StartRecording>)
{
}
template <class V>
void describe(V &v, Ref<V, msg::NoticeShown> m)
{
    v("recording", m.recording, Id::Required);
    v("notice", m.notice);
}
template <class V>
void describe(V &v, Ref<V, msg::ConfirmRecording> m)
{
    v("recording", m.recording, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::StopRecording> m)
{
    v("recording", m.recording, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::PauseRecording> m)
{
    v("recording", m.recording, Id::Required);
    v("paused", m.paused);
}
template <class V>
void describe(V &v, Ref<V, msg::MarkMoment> m)
{
    v("recording", m.recording, Id::Required);
    v("name", m.name, kName);
}
template <class V>
void describe(V &v, Ref<V, msg::SetRecordingOptions> m)
{
    v("subtitles", m.subtitles);
    v("chapters", m.chapters);
}
template <class V>
void describe(V &v, Ref<V, msg::RecorderStarted> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
}
template <class V>
void describe(V &v, Ref<V, msg::RecorderAlive> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("recorded", m.recorded, kMilliseconds);
    v("paused", m.paused);
    v("overloaded", m.overloaded);
    v("silent", m.silent);
}
template <class V>
void describe(V &v, Ref<V, msg::RecorderStopped> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("duration", m.duration, kMilliseconds);
    v("bytes", m.bytes, kBytes);
    v("sha256", m.sha256, Text{64, 64});
    v("name", m.name, Text{1, 255});
    v("diskNearlyFull", m.diskNearlyFull);
}
template <class V>
void describe(V &v, Ref<V, msg::RecorderFailed> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("code", m.code, Text{1, 64});
    v("detail", m.detail, Text{0, 512});
}
template <class V>
void describe(V &, Ref<V, msg::ListMedia>)
{
}
template <class V>
void describe(V &v, Ref<V, msg::MediaLink> m)
{
    v("item", m.item, Id::Required);
    v("purpose", m.purpose);
}
template <class V>
void describe(V &v, Ref<V, msg::ShareMedia> m)
{
    v("item", m.item, Id::Required);
    v("purpose", m.purpose);
    v("hours", m.hours, Range{1, 366 * 24});
}
template <class V>
void describe(V &v, Ref<V, msg::RenameMedia> m)
{
    v("item", m.item, Id::Required);
    v("name", m.name, Text{1, 255});
}
template <class V>
void describe(V &v, Ref<V, msg::DeleteMedia> m)
{
    v("item", m.item, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::RestoreMedia> m)
{
    v("item", m.item, Id::Required);
}
template <class V>
void describe(V &v, Ref<V, msg::RevokeLinks> m)
{
    v("item", m.item, Id::Required);
}

// ---- from the service

template <class V>
void describe(V &v, Ref<V, msg::Welcome> m)
{
    v("participant", m.participant, Id::Required);
    v("resume", m.resume, Text{1, 128});
    v("role", m.role);
    v("iceServers", m.iceServers, Count{0, IceServer::kMaxServers});
    v("state", m.state);
}
template <class V>
void describe(V &v, Ref<V, msg::Waiting> m)
{
    v("reason", m.reason, Words{kWaitingReasons});
}
template <class V>
void describe(V &v, Ref<V, msg::WaitingRoom> m)
{
    v("people", m.people, Count{0, 2000});
}
template <class V>
void describe(V &v, Ref<V, msg::Told> m)
{
    v("act", m.act);
    v("name", m.name, kName);
}
template <class V>
void describe(V &v, Ref<V, msg::Chat> m)
{
    v("lines", m.lines, kChatLines);
}
template <class V>
void describe(V &v, Ref<V, msg::ChatLineDeleted> m)
{
    v("line", m.line, Range{1, std::numeric_limits<int>::max()});
}
template <class V>
void describe(V &v, Ref<V, msg::State> m)
{
    describe(v, m.state);
}
template <class V>
void describe(V &v, Ref<V, msg::StateChanged> m)
{
    v("from", m.from, Range{});
    v("revision", m.revision, Range{});
    v("room", m.room);
    v("changed", m.changed, Count{0, 2000});
    v("left", m.left, Count{0, 2000});
    v("recording", m.recording);
    v("sfu", m.sfu);
    v("highlighted", m.highlighted, Id::MayBeEmpty);
    v("waitingCount", m.waitingCount, Range{});
    v("session", m.session);
}
template <class V>
void describe(V &v, Ref<V, msg::SessionEnded> m)
{
    v("reason", m.reason, Words{kSessionEndReasons});
}
template <class V>
void describe(V &, Ref<V, msg::Ok>)
{
}
template <class V>
void describe(V &v, Ref<V, msg::ErrorReply> m)
{
    v("code", m.code, Text{1, 64});
    v("detail", m.detail, Text{0, 1024});
    v("name", m.name, kName);
    v("fatal", m.fatal);
}
template <class V>
void describe(V &v, Ref<V, msg::Published> m)
{
    v("peer", m.peer);
    v("generation", m.generation, Range{});
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::Subscribed> m)
{
    v("subscription", m.subscription, Key{});
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::SubscriptionEnded> m)
{
    v("subscription", m.subscription, Key{});
    v("reason", m.reason, Words{kSubscriptionEndReasons});
}
template <class V>
void describe(V &v, Ref<V, msg::BeginRecording> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("title", m.title, Text{0, 300});
    v("startedAt", m.startedAt);
    v("uploadPath", m.uploadPath, Text{1, 256});
    v("uploadToken", m.uploadToken, Text{1, 4096});
    v("subtitles", m.subtitles);
    v("chapters", m.chapters);
    v("limit", m.limit, kMilliseconds);
}
template <class V>
void describe(V &v, Ref<V, msg::PauseRecorder> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("paused", m.paused);
}
template <class V>
void describe(V &v, Ref<V, msg::AddChapter> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("name", m.name, kName);
}
template <class V>
void describe(V &, Ref<V, msg::RecordReminder>)
{
}
template <class V>
void describe(V &v, Ref<V, msg::EndRecording> m)
{
    v("recording", m.recording, Id::Required);
    v("epoch", m.epoch, kEpoch);
    v("reason", m.reason);
}
template <class V>
void describe(V &v, Ref<V, msg::RecordingEnded> m)
{
    v("recording", m.recording, Id::Required);
    v("reason", m.reason);
    v("code", m.code, Text{0, 64});
    v("name", m.name, kName);
}
template <class V>
void describe(V &v, Ref<V, msg::MediaList> m)
{
    v("folder", m.folder, Text{1, 64});
    // The newest. So many fit into one message (kMaxServiceMessageBytes).
    v("items", m.items, Count{0, 10000});
}
template <class V>
void describe(V &v, Ref<V, msg::MediaItemChanged> m)
{
    v("item", m.item);
}
template <class V>
void describe(V &v, Ref<V, msg::MediaLinkReady> m)
{
    v("item", m.item, Id::Required);
    v("path", m.path, Text{1, 8192});
    v("expires", m.expires);
}

} // namespace prosc
