#include "app/base/object_thread.h"

namespace prosc {

ObjectThread::ObjectThread(const QString &name) : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(name);
    m_thread.start();
    m_context->moveToThread(&m_thread);
}

ObjectThread::~ObjectThread()
{
    // Runs the pending deleteLater() of objects on this thread before it ends.
    m_thread.quit();
    m_thread.wait();
}

} // namespace prosc
