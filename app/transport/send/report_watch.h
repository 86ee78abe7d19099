#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace prosc {

/// Whether the media server still hears us. webrtcbin does not tell when the path is dead, but the
/// server reports (RTCP) about once a second on what it receives. Only continuous sending counts: a
/// device that is off, or a computer that slept, gets no reports. From any thread.
class ReportWatch
{
public:
    static constexpr MediaTime kPatience = std::chrono::seconds(6);
    /// A longer pause between two frames interrupts the sending.
    static constexpr MediaTime kLongestPause = std::chrono::seconds(2);

    void sent(MediaTime now)
    {
        const MediaTime before{m_lastSent.exchange(now.count())};
        auto expected = kNothing;
        if (now - before > kLongestPause) {
            m_unreportedSince = now.count();
        } else {
            m_unreportedSince.compare_exchange_strong(expected, now.count());
        }
    }

    void reported() { m_unreportedSince = kNothing; }

    /// Frames have been sent for kPatience, and nothing was reported.
    [[nodiscard]] bool isUnheard(MediaTime now) const
    {
        const auto since = m_unreportedSince.load();
        return since != kNothing && now - MediaTime(since) > kPatience &&
               now - MediaTime(m_lastSent.load()) <= kLongestPause;
    }

private:
    static constexpr MediaTime::rep kNothing = MediaTime::min().count();

    std::atomic<MediaTime::rep> m_lastSent = 0;
    std::atomic<MediaTime::rep> m_unreportedSince = kNothing;
};

} // namespace prosc
