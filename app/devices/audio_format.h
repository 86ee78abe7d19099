#pragma once

#include <QAudioDevice>
#include <QAudioFormat>

#include <optional>
#include <span>
#include <vector>

namespace prosc {

/// The first of float and 16 bit, with `channels` or the other of mono and stereo, that `device`
/// takes at 48 kHz.
[[nodiscard]] std::optional<QAudioFormat> supportedFormat(const QAudioDevice &device, int channels);

/// Samples of such a format as float.
[[nodiscard]] std::vector<float> toFloat(const QByteArray &bytes, const QAudioFormat &format);
/// Stereo float samples written as such a format; mono gets the mean. `out` holds samples.size() /
/// 2 frames.
void fromStereo(std::span<const float> samples, const QAudioFormat &format, char *out);

} // namespace prosc
