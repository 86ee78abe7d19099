#pragma once

#include "app/base/clock.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <utility>

namespace prosc::testing {

/// A clock that stands still until somebody waits for it: then it jumps to the moment waited for.
/// The feeder, called on the waiting thread, supplies what happens in the skipped time.
class VirtualClock final : public Clock
{
public:
    /// Delivers everything that arrives until `moment`. The clock still shows the moment before.
    using Feeder = std::function<void(MediaTime moment)>;

    /// The longest step: a longer wait is split into several.
    static constexpr std::chrono::milliseconds kStep{400};
    /// A machine that has been up for some days.
    static constexpr std::chrono::seconds kStart{400'000};

    /// Call it before anybody waits.
    void setFeeder(Feeder feeder) { m_feeder = std::move(feeder); }

    [[nodiscard]] MediaTime now() const override { return MediaTime(m_now.load()); }
    [[nodiscard]] QDateTime wallTime() const override { return {}; }

    void waitUntil(MediaTime moment, std::unique_lock<std::mutex> &lock,
                   std::condition_variable &) const override
    {
        lock.unlock();
        {
            const std::lock_guard moving(m_moving);
            moveTo(moment);
        }
        lock.lock();
    }

    /// Simulates work that takes this long, on any thread. The feeder may be called on it.
    void spend(MediaTime time) const
    {
        const std::lock_guard moving(m_moving);
        moveTo(now() + time);
    }

    /// For the feeder: the current waiter wakes this much later, as if the computer had frozen.
    void oversleep(MediaTime time) const { m_overslept += time; }

    /// The computer is suspended for this long: nothing runs, and now() does not count it.
    void sleep(MediaTime time) const { m_suspended += time.count(); }
    [[nodiscard]] MediaTime suspended() const override { return MediaTime(m_suspended.load()); }

private:
    void moveTo(MediaTime moment) const
    {
        while (moment > now()) {
            const auto next = std::min<MediaTime>(moment, now() + kStep);
            if (m_feeder) {
                m_feeder(next);
            }
            m_now = next.count();
            moment += std::exchange(m_overslept, MediaTime::zero());
        }
    }

    /// Only one thread moves the clock at a time.
    mutable std::mutex m_moving;
    mutable MediaTime m_overslept{};
    mutable std::atomic<int64_t> m_suspended{0};
    mutable std::atomic<int64_t> m_now{MediaTime(kStart).count()};
    Feeder m_feeder;
};

} // namespace prosc::testing
