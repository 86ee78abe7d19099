#pragma once

#include "app/base/clock.h"

#include <chrono>
#include <cstdint>

namespace prosc {

/// How fast uploads may go, all of them together: a bucket that holds one second. Used on one
/// thread.
class BandwidthLimit
{
public:
    /// `clock` outlives it.
    explicit BandwidthLimit(const Clock &clock) : m_clock(clock) {}

    /// 0: no limit. Counts from the next chunk on.
    void setBitsPerSecond(int64_t bits);
    [[nodiscard]] int64_t bitsPerSecond() const { return m_bits; }

    /// How long a chunk should be at most, so that it takes about a second; `most` without a limit.
    [[nodiscard]] int64_t chunkBytes(int64_t most) const;
    /// How long to wait before `bytes` may be sent; they count as sent.
    [[nodiscard]] std::chrono::milliseconds take(int64_t bytes);

private:
    const Clock &m_clock;
    int64_t m_bits = 0;
    /// When everything that was taken has gone at this speed.
    MediaTime m_free{};
};

} // namespace prosc
