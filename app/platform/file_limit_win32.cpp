#include "app/platform/file_limit.h"

#include <limits>

namespace prosc {

Result<uint64_t> raiseFileLimit()
{
    // Windows has no comparable limit on handles.
    return std::numeric_limits<uint64_t>::max();
}

} // namespace prosc
