#include "app/devices/audio_format.h"

#include "app/stage/media.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace prosc {

namespace {

constexpr float kFullScale = 32767.0F;

int16_t toInt16(float sample)
{
    return static_cast<int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * kFullScale));
}

template <class Sample>
void put(char *out, size_t index, Sample sample)
{
    std::memcpy(out + index * sizeof(Sample), &sample, sizeof(Sample));
}

} // namespace

std::optional<QAudioFormat> supportedFormat(const QAudioDevice &device, int channels)
{
    for (const int count : {channels, 3 - channels}) {
        for (const auto sample : {QAudioFormat::Float, QAudioFormat::Int16}) {
            QAudioFormat format;
            format.setSampleRate(AudioBlock::kSampleRate);
            format.setChannelCount(count);
            format.setSampleFormat(sample);
            if (device.isFormatSupported(format)) {
                return format;
            }
        }
    }
    return std::nullopt;
}

std::vector<float> toFloat(const QByteArray &bytes, const QAudioFormat &format)
{
    const auto size = static_cast<size_t>(bytes.size());
    if (format.sampleFormat() == QAudioFormat::Float) {
        std::vector<float> samples(size / sizeof(float));
        std::memcpy(samples.data(), bytes.constData(), samples.size() * sizeof(float));
        return samples;
    }
    std::vector<float> samples(size / sizeof(int16_t));
    for (size_t i = 0; i < samples.size(); ++i) {
        const auto sample = qFromUnaligned<int16_t>(bytes.constData() + i * sizeof(int16_t));
        samples[i] = static_cast<float>(sample) / kFullScale;
    }
    return samples;
}

void fromStereo(std::span<const float> samples, const QAudioFormat &format, char *out)
{
    const bool isFloat = format.sampleFormat() == QAudioFormat::Float;
    size_t written = 0;
    const auto write = [&](float sample) {
        if (isFloat) {
            put(out, written++, sample);
        } else {
            put(out, written++, toInt16(sample));
        }
    };
    for (size_t i = 0; i + 1 < samples.size(); i += 2) {
        if (format.channelCount() == 1) {
            write((samples[i] + samples[i + 1]) / 2);
        } else {
            write(samples[i]);
            write(samples[i + 1]);
        }
    }
}

} // namespace prosc
