#pragma once

#include "app/room/json_fields.h"

namespace prosc {

// describe(v, x) names the fields of x with their limits, for json::Writer and json::Reader alike,
// so that what is written is what is read. The table of the same fields for people is protocol.md.

using json::Count;
using json::Id;
using json::kMilliseconds;
using json::Range;
using json::Text;

template <class V, class M>
using Ref = typename V::template Ref<M>;

inline constexpr Text kSdp{1, 65536};
inline constexpr Text kMid{1, 64};
inline constexpr Text kName{0, 80};
inline constexpr Range kEpoch{1, std::numeric_limits<int>::max()};
inline constexpr Range kBytes{0, int64_t{1} << 50};

// ---- values

template <class V>
void describe(V &v, Ref<V, RoomInfo> m)
{
    v("id", m.id, Id::Required);
    v("title", m.title, Text{0, 300});
    v("type", m.type);
    v("locked", m.locked);
}
template <class V>
void describe(V &v, Ref<V, PublishedTrack> m)
{
    v("mid", m.mid, kMid);
    v("kind", m.kind);
    v("codec", m.codec, Text{1, 16});
}
template <class V>
void describe(V &v, Ref<V, Publication> m)
{
    v("peer", m.peer);
    v("generation", m.generation, Range{});
    v("tracks", m.tracks, Count{0, 8});
}
template <class V>
void describe(V &v, Ref<V, Participant> m)
{
    v("id", m.id, Id::Required);
    v("name", m.name, kName);
    v("role", m.role);
    v("formFactor", m.formFactor);
    v("client", m.client);
    v("onStage", m.onStage);
    v("stageOrder", m.stageOrder, Range{});
    v("camera", m.camera);
    v("microphone", m.microphone);
    v("handRaised", m.handRaised);
    v("fit", m.fit);
    v("present", m.present);
    v("consent", m.consent);
    v("publications", m.publications, Count{0, 2});
}
template <class V>
void describe(V &v, Ref<V, RecordingInfo> m)
{
    v("phase", m.phase);
    v("recording", m.recording, Id::MayBeEmpty);
    v("epoch", m.epoch, Range{});
    v("startedBy", m.startedBy, Id::MayBeEmpty);
    v("startedByName", m.startedByName, kName);
    v("recorder", m.recorder, Id::MayBeEmpty);
    v("elapsed", m.elapsed, kMilliseconds);
    v("interrupted", m.interrupted);
    v("notConfirmed", m.notConfirmed, Range{});
}
template <class V>
void describe(V &v, Ref<V, SfuInfo> m)
{
    v("state", m.state);
    v("generation", m.generation, Range{});
}
template <class V>
void describe(V &v, Ref<V, MediaItem> m)
{
    v("item", m.item, Id::Required);
    v("name", m.name, Text{0, 255});
    v("state", m.state);
    v("reason", m.reason, Text{0, 64});
    v("created", m.created);
    v("duration", m.duration, kMilliseconds);
    v("bytes", m.bytes, kBytes);
    v("received", m.received, kBytes);
    v("sha256", m.sha256, Text{0, 64});
}
template <class V>
void describe(V &v, Ref<V, IceServer> m)
{
    v("urls", m.urls, Count{1, 8});
    v("username", m.username, Text{0, 256});
    v("credential", m.credential, Text{0, 256});
}
template <class V>
void describe(V &v, Ref<V, RoomSnapshot> m)
{
    v("revision", m.revision, Range{});
    v("room", m.room);
    v("participants", m.participants, Count{0, 2000});
    v("recording", m.recording);
    v("sfu", m.sfu);
    v("highlighted", m.highlighted, Id::MayBeEmpty);
    v("waitingCount", m.waitingCount, Range{});
}

// ---- from a client

template <class V>
void describe(V &v, Ref<V, msg::Join> m)
{
    v("token", m.token, Text{1, 4096});
    v("name", m.name, Text{1, 80});
    v("formFactor", m.formFactor);
    v("client", m.client);
    v("resume", m.resume, Text{0, 128});
}
template <class V>
void describe(V &, Ref<V, msg::Leave>)
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
    v("subscription", m.subscription, kMid);
    v("participant", m.participant, Id::Required);
    v("peer", m.peer);
    v("mids", m.mids, Count{1, 8});
}
template <class V>
void describe(V &v, Ref<V, msg::Answer> m)
{
    v("subscription", m.subscription, kMid);
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::Layer> m)
{
    v("subscription", m.subscription, kMid);
    v("mid", m.mid, kMid);
    v("substream", m.substream, Range{0, 2});
}
template <class V>
void describe(V &v, Ref<V, msg::Unsubscribe> m)
{
    v("subscription", m.subscription, kMid);
}
template <class V>
void describe(V &v, Ref<V, msg::Candidate> m)
{
    v("target", m.target);
    v("key", m.key, kMid);
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

// ---- from the service

template <class V>
void describe(V &v, Ref<V, msg::Welcome> m)
{
    v("participant", m.participant, Id::Required);
    v("resume", m.resume, Text{1, 128});
    v("role", m.role);
    v("iceServers", m.iceServers, Count{0, 16});
    v("state", m.state);
}
template <class V>
void describe(V &v, Ref<V, msg::Waiting> m)
{
    v("reason", m.reason, Text{1, 64});
}
template <class V>
void describe(V &v, Ref<V, msg::State> m)
{
    describe(v, m.state);
}
template <class V>
void describe(V &v, Ref<V, msg::SessionEnded> m)
{
    v("reason", m.reason, Text{1, 64});
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
    v("subscription", m.subscription, kMid);
    v("sdp", m.sdp, kSdp);
}
template <class V>
void describe(V &v, Ref<V, msg::SubscriptionEnded> m)
{
    v("subscription", m.subscription, kMid);
    v("reason", m.reason, Text{1, 64});
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
    v("items", m.items, Count{0, 100000});
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
