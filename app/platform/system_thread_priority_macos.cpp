#include "app/base/logging.h"
#include "app/platform/system_thread_priority.h"

#include <pthread/qos.h>

namespace prosc {

namespace {

/// Quality-of-service classes, as macOS places threads on fast or slow cores by them.
class QosThreadPriority final : public ThreadPriority
{
public:
    void raise(ThreadRole role) override
    {
        const auto qos =
            role == ThreadRole::Pictures ? QOS_CLASS_USER_INITIATED : QOS_CLASS_USER_INTERACTIVE;
        if (pthread_set_qos_class_self_np(qos, 0) != 0) {
            qCDebug(logRecording) << "a thread keeps its priority";
        }
    }
};

} // namespace

std::unique_ptr<ThreadPriority> makeThreadPriority()
{
    return std::make_unique<QosThreadPriority>();
}

} // namespace prosc
