#pragma once

#include "app/stage/media.h"

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

namespace prosc::testing {

/// A stereo tone of `frames` frames whose phase belongs to the absolute frame number `first`.
inline std::vector<float> tone(double hertz, int64_t first, int frames, float amplitude = 0.5F)
{
    std::vector<float> stereo;
    for (int64_t i = first; i < first + frames; ++i) {
        const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 48000;
        const auto sample = amplitude * static_cast<float>(std::sin(phase));
        stereo.insert(stereo.end(), {sample, sample});
    }
    return stereo;
}

inline MediaTime timeOfFrame(int64_t frame)
{
    // Seconds and remainder separately: frames times a billion overflows after two days.
    return std::chrono::seconds(frame / 48000) + MediaTime(frame % 48000 * 1'000'000'000 / 48000);
}

inline AudioBlock toneBlock(double hertz, int64_t first, int frames, float amplitude = 0.5F)
{
    return {2, tone(hertz, first, frames, amplitude), timeOfFrame(first)};
}

/// Amplitude of `hertz` in the left channel (Goertzel).
inline double amplitudeOf(std::span<const float> stereo, double hertz)
{
    const double turn = 2 * std::cos(2 * std::numbers::pi * hertz / 48000);
    double last = 0;
    double before = 0;
    for (size_t i = 0; i + 1 < stereo.size(); i += 2) {
        const double now = static_cast<double>(stereo[i]) + turn * last - before;
        before = last;
        last = now;
    }
    const double power = last * last + before * before - turn * last * before;
    return 2 * std::sqrt(std::max(0.0, power)) / (static_cast<double>(stereo.size()) / 2);
}

inline float largest(std::span<const float> samples)
{
    float most = 0;
    for (const float sample : samples) {
        most = std::max(most, std::abs(sample));
    }
    return most;
}

/// The largest step from one sample to the next in the left channel.
inline float largestJump(std::span<const float> stereo)
{
    float most = 0;
    for (size_t i = 2; i < stereo.size(); i += 2) {
        most = std::max(most, std::abs(stereo[i] - stereo[i - 2]));
    }
    return most;
}

} // namespace prosc::testing
