#pragma once

#include <QThread>

#include <memory>

namespace prosc {

/// A thread with an event loop, for objects that must not live on the GUI thread.
class ObjectThread
{
public:
    explicit ObjectThread(const QString &name);
    /// Runs what was posted, then ends. Objects of this thread must be gone before.
    ~ObjectThread();
    ObjectThread(const ObjectThread &) = delete;
    ObjectThread &operator=(const ObjectThread &) = delete;

    /// Queues `work` on this thread. May be called from any thread.
    template <class F>
    void post(F work)
    {
        QMetaObject::invokeMethod(m_context.get(), std::move(work), Qt::QueuedConnection);
    }
    /// Runs `work` on this thread and waits for it. Deadlocks when called from this thread itself.
    template <class F>
    void call(F work)
    {
        QMetaObject::invokeMethod(m_context.get(), std::move(work), Qt::BlockingQueuedConnection);
    }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
};

} // namespace prosc
