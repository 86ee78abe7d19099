#pragma once

#include "app/stage/media.h"

#include <optional>

namespace prosc {

/// The block's samples as interleaved stereo; channels after the second are dropped.
[[nodiscard]] std::vector<float> toStereo(const AudioBlock &block);

/// Interleaved stereo stretched to `frames` frames by a windowed sinc, for changes of about one per
/// cent at most. The first and last frames are unchanged; anything shorter than 48 frames is
/// returned unchanged.
[[nodiscard]] std::vector<float> resampled(const std::vector<float> &stereo, int64_t frames);

/// Fades out the last 5 ms of interleaved stereo.
void fadeOut(std::vector<float> &stereo);

/// Loudness of a block, 0 (silent) to 1 (full scale).
[[nodiscard]] float levelOf(const AudioBlock &block);

/// The earlier of `next` and the first time at or after `from` that `block` covers.
[[nodiscard]] std::optional<MediaTime> soonest(std::optional<MediaTime> next,
                                               const AudioBlock &block, MediaTime from);

} // namespace prosc
