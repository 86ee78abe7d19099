#pragma once

#include "app/room/protocol/values.h"

#include <QString>

#include <vector>

namespace prosc {

// What the service reads from SDP (RFC 8866, RFC 8829); it never modifies any.

/// The tracks that an answer to a publisher accepts: its m-lines that are neither rejected nor
/// inactive.
[[nodiscard]] std::vector<PublishedTrack> acceptedTracks(const QString &answer);

/// The preferred video codec of a publisher: "vp8" if `offer` has it, otherwise the first of "h264"
/// and "vp9" in it; empty if it has no supported video.
[[nodiscard]] QString preferredVideoCodec(const QString &offer);

} // namespace prosc
