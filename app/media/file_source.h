#pragma once

#include "app/media/simulated_source.h"

namespace prosc {

/// Encodes the first minute of a file's pictures or sound into `loop`. NotFound, MediaFailed,
/// EncoderMissing.
[[nodiscard]] Status loopVideoFile(const QString &path, EncodedLoop &loop);
[[nodiscard]] Status loopAudioFile(const QString &path, EncodedLoop &loop);

} // namespace prosc
