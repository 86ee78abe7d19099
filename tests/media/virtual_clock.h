#pragma once

#include "app/base/clock.h"

#include <atomic>
#include <functional>

namespace prosc::testing {

/// A clock that stands still until somebody waits for it: then it is at once the moment waited for.
/// What happens in the time that is skipped comes from the feeder, on the waiting thread.
class VirtualClock final : public Clock
{
public:
    /// Everything that arrives until `moment`. The clock still shows the moment before.
    using Feeder = std::function<void(MediaTime moment)>;

    /// A machine that has been up for some days.
    static constexpr std::chrono::seconds kStart{400'000};

    /// Before anybody waits.
    void setFeeder(Feeder feeder) { m_feeder = std::move(feeder); }

    [[nodiscard]] MediaTime now() const override { return MediaTime(m_now.load()); }
    [[nodiscard]] QDateTime wallTime() const override { return {}; }

    void waitUntil(MediaTime moment, std::unique_lock<std::mutex> &lock,
                   std::condition_variable &) const override
    {
        lock.unlock();
        if (moment > now()) {
            if (m_feeder) {
                m_feeder(moment);
            }
            m_now = moment.count();
        }
        lock.lock();
    }

private:
    mutable std::atomic<int64_t> m_now{MediaTime(kStart).count()};
    Feeder m_feeder;
};

} // namespace prosc::testing
