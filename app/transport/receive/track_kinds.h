#pragma once

#include "app/room/protocol/values.h"
#include "app/stage/media.h"

#include <optional>

namespace prosc {

[[nodiscard]] constexpr TrackKind trackKind(Peer peer, MediaKind kind)
{
    if (peer == Peer::Main) {
        return kind == MediaKind::Video ? TrackKind::Camera : TrackKind::Microphone;
    }
    return kind == MediaKind::Video ? TrackKind::Screen : TrackKind::ScreenAudio;
}

[[nodiscard]] constexpr Peer peerOf(TrackKind kind)
{
    const bool isMain = kind == TrackKind::Camera || kind == TrackKind::Microphone;
    return isMain ? Peer::Main : Peer::Screen;
}

/// The codec with that name in the room protocol ("vp8", "vp9", "h264", "opus").
[[nodiscard]] inline std::optional<Codec> codecFromName(const QString &name)
{
    if (name == QLatin1String("vp8")) {
        return Codec::Vp8;
    }
    if (name == QLatin1String("vp9")) {
        return Codec::Vp9;
    }
    if (name == QLatin1String("h264")) {
        return Codec::H264;
    }
    return name == QLatin1String("opus") ? std::optional(Codec::Opus) : std::nullopt;
}

} // namespace prosc
