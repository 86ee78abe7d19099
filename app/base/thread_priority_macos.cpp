#include "app/base/thread_priority.h"

#include <pthread/qos.h>

namespace prosc {

void lowerOwnPriority()
{
    pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
}

} // namespace prosc
