#include "app/devices/block_stamper.h"

#include <cstdlib>

namespace prosc {

namespace {

using namespace std::chrono_literals;

/// A larger deviation is a gap (a suspended device), a smaller one is delivery jitter.
constexpr MediaTime kGap = 80ms;
/// Each block corrects this fraction of the difference between the device's clock and ours.
constexpr int kFollow = 32;

constexpr MediaTime duration(size_t frames)
{
    return MediaTime(static_cast<int64_t>(frames) * 1'000'000'000 / AudioBlock::kSampleRate);
}

} // namespace

std::vector<AudioBlock> BlockStamper::add(std::span<const float> samples, MediaTime now)
{
    const auto channels = static_cast<size_t>(m_channels);
    m_pending.insert(m_pending.end(), samples.begin(), samples.end());
    const MediaTime measured = now - duration(m_pending.size() / channels);
    if (!m_next || std::chrono::abs(measured - *m_next) > kGap) {
        m_next = measured;
    } else {
        *m_next += (measured - *m_next) / kFollow;
    }
    std::vector<AudioBlock> blocks;
    const size_t blockSamples = static_cast<size_t>(kBlockFrames) * channels;
    size_t taken = 0;
    for (; m_pending.size() - taken >= blockSamples; taken += blockSamples) {
        const auto first = m_pending.begin() + static_cast<std::ptrdiff_t>(taken);
        blocks.push_back(
            {m_channels, {first, first + static_cast<std::ptrdiff_t>(blockSamples)}, *m_next});
        *m_next += duration(kBlockFrames);
    }
    m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(taken));
    return blocks;
}

} // namespace prosc
