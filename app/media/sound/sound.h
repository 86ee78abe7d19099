#pragma once

#include "app/stage/media.h"

#include <optional>

namespace prosc {

/// The block's samples as interleaved stereo; of more than two channels the first two.
[[nodiscard]] std::vector<float> toStereo(const AudioBlock &block);

/// Interleaved stereo stretched to `frames` frames by a windowed sinc, for changes of about a per
/// cent at most. The first and the last frames stay as they are. What is shorter than 48 frames
/// comes back unchanged.
[[nodiscard]] std::vector<float> resampled(const std::vector<float> &stereo, int64_t frames);

/// The last 5 ms of interleaved stereo fade to silence.
void fadeOut(std::vector<float> &stereo);

/// Loudness of a block, 0 (silent) to 1 (full scale).
[[nodiscard]] float levelOf(const AudioBlock &block);

/// The earlier of `next` and of when `block` sounds, as far as that is not before `from`.
[[nodiscard]] std::optional<MediaTime> soonest(std::optional<MediaTime> next,
                                               const AudioBlock &block, MediaTime from);

} // namespace prosc
