#pragma once

#include <QDateTime>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace prosc {

/// A moment on this machine's monotonic clock (std::chrono::steady_clock, CLOCK_MONOTONIC), in
/// nanoseconds. Every picture and audio block carries one; it says nothing about the time of day.
using MediaTime = std::chrono::nanoseconds;

/// The source of time; tests pass their own. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual MediaTime now() const = 0;
    /// How long this computer has been suspended since boot; now() does not advance during
    /// suspension.
    [[nodiscard]] virtual MediaTime suspended() const { return {}; }
    /// Waits until `moment`, until `wake` is notified or for a short while, whichever comes first.
    /// `lock` is held on entry and on return. The caller re-checks its condition.
    virtual void waitUntil(MediaTime moment, std::unique_lock<std::mutex> &lock,
                           std::condition_variable &wake) const;
    /// Local wall-clock time, only for names and for display.
    [[nodiscard]] virtual QDateTime wallTime() const = 0;
};

/// The system's clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] MediaTime now() const override;
    /// CLOCK_BOOTTIME less CLOCK_MONOTONIC (clock_gettime(2)); zero where the system has no such
    /// clock.
    [[nodiscard]] MediaTime suspended() const override;
    [[nodiscard]] QDateTime wallTime() const override;
};

} // namespace prosc
