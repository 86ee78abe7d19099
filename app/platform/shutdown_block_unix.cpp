#include "app/platform/shutdown_block.h"

namespace prosc {

void setShutdownBlock(quintptr, const QString &)
{
    // See the header.
}

} // namespace prosc
