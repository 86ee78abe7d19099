#pragma once

#include "app/media/simulate/simulated_source.h"

namespace prosc {

/// Encodes the first minute of a file's video (in 1 or kSimulcastLayers layers) or audio into
/// `loop`. NotFound, MediaFailed, EncoderMissing.
[[nodiscard]] Status loopVideoFile(const QString &path, int layers, EncodedLoop &loop);
[[nodiscard]] Status loopAudioFile(const QString &path, EncodedLoop &loop);

} // namespace prosc
