#pragma once

#include "app/base/clock.h"

namespace prosc {

/// Both clocks read at one moment: the monotonic one, which restarts with the computer, and the
/// time of day.
struct ClockPair
{
    explicit ClockPair(const Clock &clock) : now(clock.now()), wallTime(clock.wallTime()) {}
    ClockPair(MediaTime monotonic, QDateTime timeOfDay)
        : now(monotonic), wallTime(std::move(timeOfDay))
    {
    }

    MediaTime now;
    QDateTime wallTime;
};

/// The time of day at `moment` of the monotonic clock, in the past or future.
[[nodiscard]] inline QDateTime timeOfDay(MediaTime moment, const ClockPair &clocks)
{
    using std::chrono::milliseconds;
    return clocks.wallTime.addMSecs(
        std::chrono::duration_cast<milliseconds>(moment - clocks.now).count());
}

} // namespace prosc
