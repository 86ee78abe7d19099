#include "app/net/upload/bandwidth_limit.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr int64_t kBitsOfAByte = 8;
constexpr int64_t kSmallestChunk = int64_t{4} * 1024;
constexpr double kNanoseconds = 1e9;

} // namespace

void BandwidthLimit::setBitsPerSecond(int64_t bits)
{
    m_bits = std::max<int64_t>(0, bits);
    m_free = {};
}

int64_t BandwidthLimit::chunkBytes(int64_t most) const
{
    if (m_bits == 0) {
        return most;
    }
    return std::min(most, std::max(kSmallestChunk, m_bits / kBitsOfAByte));
}

std::chrono::milliseconds BandwidthLimit::take(int64_t bytes)
{
    if (m_bits == 0) {
        return {};
    }
    const auto now = m_clock.now();
    const auto start = std::max(now, m_free);
    const double seconds = static_cast<double>(bytes * kBitsOfAByte) / static_cast<double>(m_bits);
    m_free = start + MediaTime(static_cast<MediaTime::rep>(seconds * kNanoseconds));
    return std::chrono::ceil<std::chrono::milliseconds>(start - now);
}

} // namespace prosc
