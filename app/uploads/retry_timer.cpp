#include "app/uploads/retry_timer.h"

namespace prosc {

QtRetryTimer::QtRetryTimer()
{
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        if (m_callback) {
            m_callback();
        }
    });
}

void QtRetryTimer::setCallback(std::function<void()> callback)
{
    m_callback = std::move(callback);
}

void QtRetryTimer::start(std::chrono::milliseconds delay)
{
    m_timer.start(delay);
}

void QtRetryTimer::stop()
{
    m_timer.stop();
}

} // namespace prosc
