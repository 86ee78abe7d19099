#pragma once

#include "app/base/clock.h"
#include "app/base/consumer_thread.h"
#include "app/base/result.h"

#include <functional>
#include <memory>

namespace prosc {

/// GStreamer, initialised and checked once per process, and the two threads that build and tear
/// down connections so that no other thread waits for that. The composition owns it; it outlives
/// everything else in this folder.
class GstRuntime
{
public:
    /// PackageMissing; MediaFailed, with GStreamer's own message.
    [[nodiscard]] static Result<std::unique_ptr<GstRuntime>> create(const Clock &clock);
    /// Waits until all closed connections are torn down.
    ~GstRuntime();
    GstRuntime(const GstRuntime &) = delete;
    GstRuntime &operator=(const GstRuntime &) = delete;

    /// Queues `job` on the building thread. From any thread; does not wait.
    void build(std::function<void()> job);
    /// Queues `job` on the reaping thread. From any thread; does not wait.
    void reap(std::function<void()> job);

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// Offset from GStreamer's system clock to MediaTime (0 on Linux).
    [[nodiscard]] MediaTime clockOffset() const { return m_clockOffset; }

private:
    using Job = std::function<void()>;

    explicit GstRuntime(const Clock &clock);

    const Clock &m_clock;
    MediaTime m_clockOffset{};
    ConsumerThread<Job> m_builder;
    ConsumerThread<Job> m_reaper;
};

} // namespace prosc
