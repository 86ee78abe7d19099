#pragma once

#include "app/base/clock.h"
#include "app/base/consumer_thread.h"
#include "app/base/result.h"

#include <functional>
#include <memory>

namespace prosc {

/// GStreamer, started once per process and checked, and the two threads on which connections are
/// built and torn down so that nobody else waits for that. The composition owns it; it outlives
/// everything else of this folder.
class GstRuntime
{
public:
    /// MediaFailed, with the name of the element that is not installed, or with GStreamer's own
    /// words.
    [[nodiscard]] static Result<std::unique_ptr<GstRuntime>> create(const Clock &clock);
    /// Waits until every connection that was given up is torn down.
    ~GstRuntime();
    GstRuntime(const GstRuntime &) = delete;
    GstRuntime &operator=(const GstRuntime &) = delete;

    /// Runs `job` soon on the building thread. From any thread; does not wait.
    void build(std::function<void()> job);
    /// Runs `job` soon on the thread that tears down. From any thread; does not wait.
    void reap(std::function<void()> job);

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// What to add to a time of GStreamer's system clock to get a MediaTime (0 on Linux).
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
