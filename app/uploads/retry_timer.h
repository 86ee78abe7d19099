#pragma once

#include <QTimer>

#include <chrono>
#include <functional>

namespace prosc {

/// Calls back once after a while; a test passes its own.
class RetryTimer
{
public:
    virtual ~RetryTimer() = default;

    virtual void setCallback(std::function<void()> callback) = 0;
    /// Starts anew when it runs already.
    virtual void start(std::chrono::milliseconds delay) = 0;
    virtual void stop() = 0;
};

/// On the thread it is made on, which needs an event loop.
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
