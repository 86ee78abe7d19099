#include "app/base/clock.h"

#include <ctime>

namespace prosc {

namespace {

/// Polling interval, for clocks that a test sets by hand.
constexpr std::chrono::milliseconds kLook{20};

} // namespace

void Clock::waitUntil(MediaTime moment, std::unique_lock<std::mutex> &lock,
                      std::condition_variable &wake) const
{
    const auto left = moment - now();
    if (left > MediaTime::zero()) {
        wake.wait_for(lock, std::min<MediaTime>(left, kLook));
    }
}

MediaTime SystemClock::now() const
{
    return std::chrono::duration_cast<MediaTime>(
        std::chrono::steady_clock::now().time_since_epoch());
}

MediaTime SystemClock::suspended() const
{
#ifdef CLOCK_BOOTTIME
    timespec monotonic{};
    timespec boot{};
    if (clock_gettime(CLOCK_MONOTONIC, &monotonic) == 0 &&
        clock_gettime(CLOCK_BOOTTIME, &boot) == 0) {
        return std::chrono::seconds(boot.tv_sec - monotonic.tv_sec) +
               MediaTime(boot.tv_nsec - monotonic.tv_nsec);
    }
#endif
    return {};
}

QDateTime SystemClock::wallTime() const
{
    return QDateTime::currentDateTime();
}

} // namespace prosc
