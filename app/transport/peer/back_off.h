#pragma once

#include "app/base/clock.h"

#include <array>
#include <cstddef>

namespace prosc {

/// How long to wait before the next attempt: 0.2, 0.5, 1, 2, then always 5 s.
class BackOff
{
public:
    [[nodiscard]] MediaTime nextDelay()
    {
        const MediaTime delay = kDelays[m_failures];
        m_failures = m_failures + 1 < kDelays.size() ? m_failures + 1 : m_failures;
        return delay;
    }
    void reset() { m_failures = 0; }

private:
    static constexpr std::array<MediaTime, 5> kDelays{
        std::chrono::milliseconds(200), std::chrono::milliseconds(500), std::chrono::seconds(1),
        std::chrono::seconds(2), std::chrono::seconds(5)};

    size_t m_failures = 0;
};

/// Lets something through at most once in `gap`.
class RateLimit
{
public:
    explicit RateLimit(MediaTime gap) : m_gap(gap) {}

    [[nodiscard]] bool allow(MediaTime now)
    {
        if (m_any && now - m_last < m_gap) {
            return false;
        }
        m_any = true;
        m_last = now;
        return true;
    }

private:
    const MediaTime m_gap;
    MediaTime m_last{};
    bool m_any = false;
};

} // namespace prosc
