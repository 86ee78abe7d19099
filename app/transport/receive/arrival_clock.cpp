#include "app/transport/receive/arrival_clock.h"

#include <algorithm>
#include <utility>

namespace prosc {

namespace {

using namespace std::chrono_literals;

/// Beyond this the sender has restarted its timestamps; the packet is not just late.
constexpr MediaTime kElsewhere = 5s;
/// Drift is followed at 1/250 of elapsed time, so that the mixer resamples instead of stepping.
constexpr int kSlowly = 250;
constexpr MediaTime kMostAtOnce = 100ms;

} // namespace

void ArrivalClock::Lowest::add(MediaTime value, MediaTime at)
{
    if (!m_lowest || at - m_since >= 2 * m_window) {
        m_since = at;
        m_before.reset();
        m_lowest = value;
    } else if (at - m_since >= m_window) {
        m_since += m_window;
        m_before = std::exchange(m_lowest, value);
    } else {
        m_lowest = std::min(*m_lowest, value);
    }
}

std::optional<MediaTime> ArrivalClock::Lowest::value() const
{
    return m_before ? std::optional(std::min(*m_before, *m_lowest)) : std::nullopt;
}

MediaTime ArrivalClock::sinceFirst(uint32_t stamp)
{
    // RFC 3550, 5.1: the timestamp wraps around, and packets may arrive out of order.
    m_ticks += m_stamp ? static_cast<int32_t>(stamp - *m_stamp) : 0;
    m_stamp = stamp;
    // Seconds and remainder separately: ticks times a billion overflows after a day.
    return std::chrono::seconds(m_ticks / m_rate) +
           MediaTime(m_ticks % m_rate * 1'000'000'000 / m_rate);
}

MediaTime ArrivalClock::timeOf(uint32_t stamp, MediaTime arrival)
{
    const bool isFirst = !m_stamp;
    const MediaTime stamped = sinceFirst(stamp);
    const MediaTime late = arrival - stamped;
    if (isFirst || late - m_offset > kElsewhere) {
        m_usual = Lowest(kUsual);
        m_now = Lowest(kSudden);
        m_offset = late;
    }
    m_usual.add(late, arrival);
    m_now.add(late, arrival);
    follow(late, arrival);
    m_arrival = arrival;
    return stamped + m_offset;
}

void ArrivalClock::follow(MediaTime late, MediaTime arrival)
{
    const auto now = m_now.value();
    const auto usual = m_usual.value();
    if (late < m_offset) {
        m_offset = late;
    } else if (now && *now - m_offset > kFar) {
        m_offset = *now;
    } else if (usual && *usual > m_offset) {
        const auto passed = std::clamp(arrival - m_arrival, MediaTime::zero(), kMostAtOnce);
        m_offset = std::min(*usual, m_offset + passed / kSlowly);
    }
}

} // namespace prosc
