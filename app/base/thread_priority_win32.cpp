#include "app/base/thread_priority.h"

#include <windows.h>

namespace prosc {

void lowerOwnPriority()
{
    ::SetThreadPriority(::GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

} // namespace prosc
