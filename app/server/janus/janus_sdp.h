#pragma once

#include "app/room/protocol/values.h"

#include <QString>

#include <vector>

namespace prosc {

// What the service reads from SDP (RFC 8866, RFC 8829); it never changes one.

/// The tracks that an answer to a publisher accepts: its m-lines that are neither refused nor
/// inactive.
[[nodiscard]] std::vector<PublishedTrack> acceptedTracks(const QString &answer);

/// The video codec to record a publisher with: "vp8" if `offer` has it, else the first of "h264"
/// and "vp9" in it; empty when it has no video that is supported.
[[nodiscard]] QString preferredVideoCodec(const QString &offer);

} // namespace prosc
