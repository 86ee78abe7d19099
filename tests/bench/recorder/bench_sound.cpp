#include "tests/bench/recorder/bench_sound.h"

#include "tests/bench/recorder/bench_process.h"
#include "tests/bench/recorder/bench_streams.h"
#include "tests/media/tones.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

/// All tones are multiples of 10 Hz, so within 0.1 s none leaks into another.
constexpr size_t kWindow = AudioBlock::kSampleRate / 10;
constexpr size_t kSkipped = 5;
constexpr double kAudible = 0.002;

std::vector<float> decoded(const QString &file)
{
    const auto ran = runToEnd({u"ffmpeg"_s, u"-v"_s, u"error"_s, u"-i"_s, file, u"-vn"_s, u"-f"_s,
                               u"f32le"_s, u"-ac"_s, u"2"_s, u"-"_s});
    std::vector<float> samples(static_cast<size_t>(ran.output.size()) / sizeof(float));
    std::memcpy(samples.data(), ran.output.constData(), samples.size() * sizeof(float));
    return samples;
}

std::vector<double> loudness(std::span<const float> stereo, int hertz)
{
    std::vector<double> windows;
    const size_t count = stereo.size() / (2 * kWindow);
    for (size_t i = kSkipped; i + kSkipped < count; ++i) {
        windows.push_back(
            testing::amplitudeOf(stereo.subspan(2 * kWindow * i, 2 * kWindow), hertz));
    }
    return windows;
}

} // namespace

Result<SoundCheck> checkSound(const QString &file, int count)
{
    const auto samples = decoded(file);
    if (samples.size() < 2 * kWindow * (2 * kSkipped + 1)) {
        return fail(ErrorCode::MediaFailed, u"the recording has too little sound"_s);
    }
    SoundCheck check;
    check.seconds = static_cast<double>(samples.size()) / 2 / AudioBlock::kSampleRate;
    for (int number = 1; number <= count; ++number) {
        const auto windows = loudness(samples, toneOf(number));
        auto sorted = windows;
        std::ranges::sort(sorted);
        const double usual = sorted[sorted.size() / 2];
        check.missing += usual < kAudible ? 1 : 0;
        check.holes += static_cast<int>(
            std::ranges::count_if(windows, [&](double now) { return now < usual / 2; }));
    }
    return check;
}

} // namespace prosc::bench
