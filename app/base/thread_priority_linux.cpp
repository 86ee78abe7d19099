#include "app/base/thread_priority.h"

#include <sys/resource.h>

namespace prosc {

void lowerOwnPriority()
{
    // On Linux, 0 means the calling thread, not its process.
    setpriority(PRIO_PROCESS, 0, 5);
}

} // namespace prosc
