#pragma once

#include <QDateTime>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace prosc {

/// A moment on the one monotonic clock of this machine (std::chrono::steady_clock,
/// CLOCK_MONOTONIC), in nanoseconds. Every picture and every block of sound carries one; it says
/// nothing about the time of day.
using MediaTime = std::chrono::nanoseconds;

/// Where time comes from; a test passes its own. Every method may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual MediaTime now() const = 0;
    /// How long this computer has been suspended since it was started; now() stood still meanwhile.
    [[nodiscard]] virtual MediaTime suspended() const { return {}; }
    /// Waits until `moment`, at most for a short while, or until `wake` is notified; `lock` is held
    /// on entry and on return. The caller looks again at what it waits for.
    virtual void waitUntil(MediaTime moment, std::unique_lock<std::mutex> &lock,
                           std::condition_variable &wake) const;
    /// Local wall-clock time, only for names and for people.
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
