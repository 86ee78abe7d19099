#pragma once

#include "app/base/clock.h"

namespace prosc {

/// Allows something at most once per `gap`.
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
