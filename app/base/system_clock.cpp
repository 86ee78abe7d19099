#include "app/base/clock.h"

namespace prosc {

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
