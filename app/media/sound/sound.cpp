#include "app/media/sound/sound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace prosc {

namespace {

constexpr size_t kFade = 240;
/// The filter extends this many frames to each side.
constexpr int kSide = 12;
constexpr int kTaps = 2 * kSide;
/// The filter is interpolated between phases; the error is below -90 dB.
constexpr int kPhases = 256;
using Phase = std::array<float, kTaps>;
using PhaseTable = std::array<Phase, kPhases + 1>;

/// sinc with a Blackman window, for a point `shift` (0 to 1) after the middle frame.
Phase phaseAt(double shift)
{
    std::array<double, kTaps> taps{};
    double sum = 0;
    for (int tap = 0; tap < kTaps; ++tap) {
        const double distance = tap - (kSide - 1) - shift;
        const double turn = std::numbers::pi * distance;
        const double sinc = std::abs(turn) < 1e-9 ? 1 : std::sin(turn) / turn;
        auto &value = taps[static_cast<size_t>(tap)];
        value = sinc * (0.42 + 0.5 * std::cos(turn / kSide) + 0.08 * std::cos(2 * turn / kSide));
        sum += value;
    }
    Phase phase{};
    std::ranges::transform(taps, phase.begin(),
                           [sum](double value) { return static_cast<float>(value / sum); });
    return phase;
}

PhaseTable phaseTable()
{
    PhaseTable table;
    for (size_t i = 0; i < table.size(); ++i) {
        table[i] = phaseAt(static_cast<double>(i) / kPhases);
    }
    return table;
}

/// Interpolates the frame `shift` after the middle one of the kTaps frames starting at `from`.
void interpolate(const PhaseTable &table, double shift, const float *from, float *to)
{
    const double exact = shift * kPhases;
    const auto index = std::min(static_cast<size_t>(exact), size_t{kPhases - 1});
    const auto share = static_cast<float>(exact - static_cast<double>(index));
    const auto &low = table[index];
    const auto &high = table[index + 1];
    float left = 0;
    float right = 0;
    for (size_t tap = 0; tap < kTaps; ++tap) {
        const float weight = low[tap] + (high[tap] - low[tap]) * share;
        left += weight * from[2 * tap];
        right += weight * from[2 * tap + 1];
    }
    to[0] = left;
    to[1] = right;
}

} // namespace

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
    if (std::min(have, frames) < 4 * kSide) {
        return stereo;
    }
    static const PhaseTable table = phaseTable();
    std::vector<float> result(static_cast<size_t>(2 * frames));
    // Frames within the filter's reach of the ends are copied: they still join what comes before
    // and after, and no sample from outside is needed.
    std::copy_n(stereo.begin(), 2 * kSide, result.begin());
    std::copy_n(stereo.end() - 2 * kSide, 2 * kSide, result.end() - 2 * kSide);
    const double step =
        static_cast<double>(have - 2 * kSide) / static_cast<double>(frames - 2 * kSide);
    for (int64_t i = kSide; i < frames - kSide; ++i) {
        const double at = kSide + static_cast<double>(i - kSide) * step;
        const auto left = static_cast<int64_t>(at);
        const auto *from = stereo.data() + 2 * (left - kSide + 1);
        interpolate(table, at - static_cast<double>(left), from,
                    result.data() + static_cast<ptrdiff_t>(2 * i));
    }
    return result;
}

void fadeOut(std::vector<float> &stereo)
{
    const size_t frames = std::min(kFade, stereo.size() / 2);
    for (size_t i = 0; i < frames; ++i) {
        const auto gain = static_cast<float>(i) / static_cast<float>(frames);
        stereo[stereo.size() - 1 - 2 * i] *= gain;
        stereo[stereo.size() - 2 - 2 * i] *= gain;
    }
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
    // The RMS of a full-scale sine is 0.707.
    const double effective = std::sqrt(power / static_cast<double>(block.samples.size()));
    return std::clamp(static_cast<float>(effective * std::sqrt(2.0)), 0.0F, 1.0F);
}

std::optional<MediaTime> soonest(std::optional<MediaTime> next, const AudioBlock &block,
                                 MediaTime from)
{
    const MediaTime end =
        block.time + MediaTime(int64_t{block.frames()} * 1'000'000'000 / AudioBlock::kSampleRate);
    if (end <= from) {
        return next;
    }
    const auto begin = std::max(from, block.time);
    return std::min(next.value_or(begin), begin);
}

} // namespace prosc
