#include "app/base/logging.h"
#include "app/platform/system_thread_priority.h"

#include <windows.h>

namespace prosc {

namespace {

/// Within the process's class. Not the multimedia class (AvSetMmThreadCharacteristics): that is
/// realtime, and a runaway thread would starve all others of its core.
class WindowsThreadPriority final : public ThreadPriority
{
public:
    void raise(ThreadRole role) override
    {
        const int level =
            role == ThreadRole::Pictures ? THREAD_PRIORITY_ABOVE_NORMAL : THREAD_PRIORITY_HIGHEST;
        if (::SetThreadPriority(::GetCurrentThread(), level) == FALSE) {
            qCDebug(logRecording) << "a thread keeps its priority:" << ::GetLastError();
        }
    }
};

} // namespace

std::unique_ptr<ThreadPriority> makeThreadPriority()
{
    return std::make_unique<WindowsThreadPriority>();
}

} // namespace prosc
