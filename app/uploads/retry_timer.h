#pragma once

#include <QTimer>

#include <chrono>
#include <functional>

namespace prosc {

/// A single-shot timer; tests pass their own.
class RetryTimer
{
public:
    virtual ~RetryTimer() = default;

    virtual void setCallback(std::function<void()> callback) = 0;
    /// Restarts if it is already running.
    virtual void start(std::chrono::milliseconds delay) = 0;
    virtual void stop() = 0;
};

/// Calls back on the thread that created it, which needs an event loop.
class QtRetryTimer final : public RetryTimer
{
public:
    QtRetryTimer();

    void setCallback(std::function<void()> callback) override;
    void start(std::chrono::milliseconds delay) override;
    void stop() override;

private:
    QTimer m_timer;
    std::function<void()> m_callback;
};

} // namespace prosc
