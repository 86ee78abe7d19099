#pragma once

#include "app/base/json_fields.h"
#include "app/room/protocol/messages.h"

namespace prosc {

// The fields of the protocol's values (see json_fields.h). protocol.md documents the same fields.

using json::Count;
using json::Id;
using json::kBytes;
using json::Key;
using json::kMilliseconds;
using json::Range;
using json::Ref;
using json::Text;
using json::Visible;
using json::Words;

inline constexpr Text kSdp{1, 65536};
inline constexpr Text kMid{1, 64};
inline constexpr Text kName{0, 80};
inline constexpr Text kChatText{1, ChatLine::kMaxText};
inline constexpr Count kChatLines{0, 5000};
inline constexpr Range kEpoch{1, std::numeric_limits<int>::max()};

template <class V>
void describe(V &v, Ref<V, RoomInfo> m)
{
    v("id", m.id, Id::Required);
    v("title", m.title, Text{0, 300});
    v("type", m.type);
    v("locked", m.locked);
    v("subtitles", m.subtitles);
    v("chapters", m.chapters);
    v("stageAccess", m.stageAccess);
}
template <class V>
void describe(V &v, Ref<V, PublishedTrack> m)
{
    v("mid", m.mid, kMid);
    v("kind", m.kind);
    v("codec", m.codec, Text{1, 16});
    v("simulcast", m.simulcast);
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
    v("invited", m.invited);
    v("fit", m.fit);
    v("present", m.present);
    v("consent", m.consent);
    v("publications", m.publications, Count{0, 2});
}
template <class V>
void describe(V &v, Ref<V, WaitingPerson> m)
{
    v("id", m.id, Id::Required);
    v("name", m.name, kName);
    v("role", m.role);
    v("formFactor", m.formFactor);
    v("removed", m.removed);
}
template <class V>
void describe(V &v, Ref<V, SessionInfo> m)
{
    v("closing", m.closing);
    v("left", m.left, kMilliseconds);
}
template <class V>
void describe(V &v, Ref<V, ChatLine> m)
{
    v("line", m.line, Range{1, std::numeric_limits<int>::max()});
    v("from", m.from, Id::Required);
    v("name", m.name, kName);
    v("text", m.text, kChatText);
    v("at", m.at);
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
    v("limit", m.limit, kMilliseconds);
    v("interrupted", m.interrupted);
    v("overloaded", m.overloaded);
    v("silent", m.silent);
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
    v("binnedUntil", m.binnedUntil);
}
template <class V>
void describe(V &v, Ref<V, IceServer> m)
{
    v("urls", m.urls, Count{1, IceServer::kMaxUrls});
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
    v("session", m.session);
}

} // namespace prosc
