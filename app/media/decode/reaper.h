#pragma once

#include "app/base/consumer_thread.h"

#include <memory>

namespace prosc {

/// Destroys workers on a thread of its own: a worker's destructor joins its thread, and the caller
/// that releases the worker must not block.
class Reaper
{
public:
    Reaper() : m_thread(kWaiting, [](std::shared_ptr<void> &worker) { worker.reset(); }) {}

    void take(std::shared_ptr<void> worker)
    {
        if (worker) {
            m_thread.queue().push(std::move(worker));
        }
    }

private:
    static constexpr size_t kWaiting = 1024;

    ConsumerThread<std::shared_ptr<void>> m_thread;
};

} // namespace prosc
