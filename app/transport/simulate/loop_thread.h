#pragma once

#include "app/base/clock.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace prosc {

/// Sends what is due. Called on the LoopThread only.
class LoopSource
{
public:
    virtual ~LoopSource() = default;
    /// Sends every frame that is due at `now`. Must not block.
    virtual void sendDue(MediaTime now) = 0;
};

/// One thread that drives the loops of all simulated participants: it wakes every 5 ms while there
/// is a source.
class LoopThread
{
public:
    explicit LoopThread(const Clock &clock);
    ~LoopThread();
    LoopThread(const LoopThread &) = delete;
    LoopThread &operator=(const LoopThread &) = delete;

    void add(std::shared_ptr<LoopSource> source);
    /// `source` is not called again once this returns. Not to be called from sendDue().
    void remove(const std::shared_ptr<LoopSource> &source);

private:
    void run();

    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::shared_ptr<LoopSource>> m_sources;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace prosc
