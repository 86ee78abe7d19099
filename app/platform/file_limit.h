#pragma once

#include "app/base/result.h"

#include <cstdint>

namespace prosc {

/// Raises the limit of open files of this process to 65536, or to the hard limit if that is lower;
/// never lowers it. Returns the limit now in effect. Call it once at startup. PermissionDenied.
[[nodiscard]] Result<uint64_t> raiseFileLimit();

} // namespace prosc
