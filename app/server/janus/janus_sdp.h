#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <QString>

#include <vector>

namespace prosc {

// What the service reads from SDP (RFC 8866, RFC 8829); it never modifies any.

/// The tracks that an answer to a publisher accepts: its m-lines that are neither rejected nor
/// inactive.
[[nodiscard]] std::vector<PublishedTrack> acceptedTracks(const QString &answer);

/// Whether an offer may be published: at most one sound and one picture that are not rejected, and
/// nothing else. InvalidArgument. What the room is told about a publication stays within the limits
/// of the protocol only so.
[[nodiscard]] Status checkOffer(const QString &offer);

/// The preferred video codec of a publisher: "vp8" if `offer` has it, otherwise the first of "h264"
/// and "vp9" in it; empty if it has no supported video.
[[nodiscard]] QString preferredVideoCodec(const QString &offer);

} // namespace prosc
