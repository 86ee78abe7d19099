#include "app/media/sound.h"

#include <algorithm>
#include <cmath>

namespace prosc {

std::vector<float> toStereo(const AudioBlock &block)
{
    if (block.channels == 2) {
        return block.samples;
    }
    const auto channels = static_cast<size_t>(std::max(1, block.channels));
    const auto right = std::min<size_t>(1, channels - 1);
    std::vector<float> stereo;
    stereo.reserve(2 * block.samples.size() / channels);
    for (size_t i = 0; i + channels <= block.samples.size(); i += channels) {
        stereo.push_back(block.samples[i]);
        stereo.push_back(block.samples[i + right]);
    }
    return stereo;
}

std::vector<float> resampled(const std::vector<float> &stereo, int64_t frames)
{
    const auto have = static_cast<int64_t>(stereo.size() / 2);
    if (have < 2 || frames < 2) {
        return stereo;
    }
    std::vector<float> result(static_cast<size_t>(2 * frames));
    // First and last frame stay, so that what comes before and after still fits.
    const double step = static_cast<double>(have - 1) / static_cast<double>(frames - 1);
    for (int64_t i = 0; i < frames; ++i) {
        const double at = static_cast<double>(i) * step;
        const auto left = std::min(static_cast<int64_t>(at), have - 2);
        const auto share = static_cast<float>(at - static_cast<double>(left));
        for (int64_t channel = 0; channel < 2; ++channel) {
            const auto from = static_cast<size_t>(2 * left + channel);
            result[static_cast<size_t>(2 * i + channel)] =
                stereo[from] + (stereo[from + 2] - stereo[from]) * share;
        }
    }
    return result;
}

float levelOf(const AudioBlock &block)
{
    if (block.samples.empty()) {
        return 0;
    }
    double power = 0;
    for (const float sample : block.samples) {
        power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    // Of a full-scale sine the effective value is 0.707.
    const double effective = std::sqrt(power / static_cast<double>(block.samples.size()));
    return std::clamp(static_cast<float>(effective * std::sqrt(2.0)), 0.0F, 1.0F);
}

} // namespace prosc
