#pragma once

#include "app/base/clock.h"

#include <chrono>
#include <cstdint>

namespace prosc {

/// The rate limit shared by all uploads: each chunk waits until those before it have drained at
/// this rate. Used on one thread.
class BandwidthLimit
{
public:
    /// `clock` outlives it.
    explicit BandwidthLimit(const Clock &clock) : m_clock(clock) {}

    /// 0: no limit. Takes effect with the next chunk.
    void setBitsPerSecond(int64_t bits);
    [[nodiscard]] int64_t bitsPerSecond() const { return m_bits; }

    /// The maximum chunk length that takes about a second; `most` without a limit.
    [[nodiscard]] int64_t chunkBytes(int64_t most) const;
    /// Returns how long to wait before sending `bytes`, and counts them as sent.
    [[nodiscard]] std::chrono::milliseconds take(int64_t bytes);

private:
    const Clock &m_clock;
    int64_t m_bits = 0;
    /// When everything taken so far has drained at this rate.
    MediaTime m_free{};
};

} // namespace prosc
