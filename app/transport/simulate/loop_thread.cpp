#include "app/transport/simulate/loop_thread.h"

#include <algorithm>

namespace prosc {

namespace {
constexpr std::chrono::milliseconds kInterval{5};
}

LoopThread::LoopThread(const Clock &clock) : m_clock(clock), m_thread([this] { run(); }) {}

LoopThread::~LoopThread()
{
    {
        std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void LoopThread::add(std::shared_ptr<LoopSource> source)
{
    {
        std::lock_guard lock(m_mutex);
        m_sources.push_back(std::move(source));
    }
    m_changed.notify_all();
}

void LoopThread::remove(const std::shared_ptr<LoopSource> &source)
{
    std::lock_guard lock(m_mutex);
    std::erase(m_sources, source);
}

void LoopThread::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_sources.empty()) {
            m_changed.wait(lock, [this] { return m_stopping || !m_sources.empty(); });
            continue;
        }
        const MediaTime now = m_clock.now();
        for (const auto &source : m_sources) {
            source->sendDue(now);
        }
        m_changed.wait_for(lock, kInterval, [this] { return m_stopping; });
    }
}

} // namespace prosc
