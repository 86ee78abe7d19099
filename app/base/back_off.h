#pragma once

#include <algorithm>
#include <chrono>

namespace prosc {

/// Exponential back-off: the wait before each attempt is twice the one before, from `first` to
/// `longest`.
class BackOff
{
public:
    using Delay = std::chrono::milliseconds;

    constexpr BackOff(Delay first, Delay longest) : m_first(first), m_longest(longest) {}

    /// The wait before the next attempt.
    [[nodiscard]] constexpr Delay nextDelay() { return delayAfter(++m_failures); }
    constexpr void reset() { m_failures = 0; }
    /// How many times nextDelay() was called since the last reset().
    [[nodiscard]] constexpr int failures() const { return m_failures; }

    /// The wait after `failures` (1 or more) failures in a row.
    [[nodiscard]] constexpr Delay delayAfter(int failures) const
    {
        auto delay = std::min(m_first, m_longest);
        for (int i = 1; i < failures && delay < m_longest; ++i) {
            delay = std::min(delay * 2, m_longest);
        }
        return delay;
    }

private:
    Delay m_first;
    Delay m_longest;
    int m_failures = 0;
};

} // namespace prosc
