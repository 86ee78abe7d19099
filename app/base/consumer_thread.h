#pragma once

#include "app/base/bounded_queue.h"

#include <functional>
#include <thread>

namespace prosc {

/// A worker thread: runs `begin`, then passes each item of a bounded queue to `process`. When
/// stopped it drains the queue, runs `finish` on the worker thread and ends. Does not use Qt.
/// stop() and the destructor may be called from any thread except the worker's own.
template <class T>
class ConsumerThread
{
public:
    ConsumerThread(
        size_t capacity, std::function<void(T &)> process, std::function<void()> finish = [] {},
        std::function<void()> begin = [] {})
        : m_queue(capacity), m_process(std::move(process)), m_finish(std::move(finish)),
          m_begin(std::move(begin)), m_thread([this] { run(); })
    {
    }
    ~ConsumerThread() { stop(); }
    ConsumerThread(const ConsumerThread &) = delete;
    ConsumerThread &operator=(const ConsumerThread &) = delete;

    [[nodiscard]] BoundedQueue<T> &queue() { return m_queue; }

    /// Closes the queue, drains it and joins. May be called again.
    void stop()
    {
        m_queue.close();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    void run()
    {
        m_begin();
        while (auto item = m_queue.pop()) {
            m_process(*item);
        }
        m_finish();
    }

    BoundedQueue<T> m_queue;
    std::function<void(T &)> m_process;
    std::function<void()> m_finish;
    std::function<void()> m_begin;
    std::thread m_thread;
};

} // namespace prosc
