#include "app/base/clock.h"

namespace prosc {

namespace {

/// A clock that a test sets is looked at that often.
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

QDateTime SystemClock::wallTime() const
{
    return QDateTime::currentDateTime();
}

} // namespace prosc
