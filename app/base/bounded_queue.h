#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

namespace prosc {

/// A thread-safe queue of at most `capacity` items. Does not use Qt, so that ThreadSanitizer can
/// check it.
template <class T>
class BoundedQueue
{
public:
    explicit BoundedQueue(size_t capacity) : m_capacity(capacity) {}

    /// Adds `item`; when full, drops and counts the oldest item. False after close().
    bool pushDroppingOldest(T item)
    {
        {
            std::lock_guard lock(m_mutex);
            if (m_closed) {
                return false;
            }
            if (m_items.size() >= m_capacity) {
                m_items.pop_front();
                ++m_dropped;
            }
            m_items.push_back(std::move(item));
        }
        m_readable.notify_one();
        return true;
    }

    /// Adds `item`, waiting while the queue is full. False after close().
    bool push(T item)
    {
        {
            std::unique_lock lock(m_mutex);
            m_writable.wait(lock, [this] { return m_closed || m_items.size() < m_capacity; });
            if (m_closed) {
                return false;
            }
            m_items.push_back(std::move(item));
        }
        m_readable.notify_one();
        return true;
    }

    /// Adds `item` unless the queue is full. False when full or closed.
    bool tryPush(T item)
    {
        {
            std::lock_guard lock(m_mutex);
            if (m_closed || m_items.size() >= m_capacity) {
                return false;
            }
            m_items.push_back(std::move(item));
        }
        m_readable.notify_one();
        return true;
    }

    /// Waits for the next item; nullopt after close() once the queue is empty.
    std::optional<T> pop()
    {
        std::unique_lock lock(m_mutex);
        m_readable.wait(lock, [this] { return m_closed || !m_items.empty(); });
        return takeLocked();
    }

    /// Like pop(), but also returns nullopt when `timeout` has passed.
    template <class Rep, class Period>
    std::optional<T> popFor(std::chrono::duration<Rep, Period> timeout)
    {
        std::unique_lock lock(m_mutex);
        m_readable.wait_for(lock, timeout, [this] { return m_closed || !m_items.empty(); });
        return takeLocked();
    }

    /// Refuses new items; those already queued can still be popped.
    void close()
    {
        {
            std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_readable.notify_all();
        m_writable.notify_all();
    }

    [[nodiscard]] bool isClosed() const
    {
        std::lock_guard lock(m_mutex);
        return m_closed;
    }

    [[nodiscard]] size_t size() const
    {
        std::lock_guard lock(m_mutex);
        return m_items.size();
    }

    /// Number of items that pushDroppingOldest() has dropped.
    [[nodiscard]] uint64_t dropped() const
    {
        std::lock_guard lock(m_mutex);
        return m_dropped;
    }

private:
    std::optional<T> takeLocked()
    {
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front()));
        m_items.pop_front();
        m_writable.notify_one();
        return item;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_readable;
    std::condition_variable m_writable;
    std::deque<T> m_items;
    const size_t m_capacity;
    uint64_t m_dropped = 0;
    bool m_closed = false;
};

} // namespace prosc
