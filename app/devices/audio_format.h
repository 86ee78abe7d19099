#pragma once

#include <QAudioDevice>
#include <QAudioFormat>

#include <optional>
#include <span>
#include <vector>

namespace prosc {

/// The first format that `device` supports at 48 kHz: float before 16 bit, with `channels`,
/// otherwise with the other of mono and stereo.
[[nodiscard]] std::optional<QAudioFormat> supportedFormat(const QAudioDevice &device, int channels);

/// Samples in such a format, as float.
[[nodiscard]] std::vector<float> toFloat(const QByteArray &bytes, const QAudioFormat &format);
/// Writes stereo float samples in such a format; mono gets the mean. `out` holds samples.size() / 2
/// frames.
void fromStereo(std::span<const float> samples, const QAudioFormat &format, char *out);

} // namespace prosc
