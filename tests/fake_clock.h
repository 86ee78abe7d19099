#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace prosc {

/// A clock that only the test moves; now() may be read from any thread. wallTime() belongs to the
/// test's thread. (VirtualClock of tests/media also lets threads wait for it.)
class FakeClock : public Clock
{
public:
    explicit FakeClock(MediaTime start = std::chrono::seconds(1000),
                       QDateTime wall = QDateTime(QDate(2025, 3, 12), QTime(14, 3)))
        : m_now(start), m_wall(std::move(wall))
    {
    }

    [[nodiscard]] MediaTime now() const override { return m_now; }
    [[nodiscard]] QDateTime wallTime() const override { return m_wall; }

    void advance(MediaTime by)
    {
        m_now = m_now.load() + by;
        m_wall = m_wall.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(by).count());
    }
    void setNow(MediaTime moment) { m_now = moment; }
    void setWallTime(const QDateTime &moment) { m_wall = moment; }

private:
    std::atomic<MediaTime> m_now;
    QDateTime m_wall;
};

} // namespace prosc
