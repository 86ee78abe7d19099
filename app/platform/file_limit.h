#pragma once

#include "app/base/result.h"

#include <cstdint>

namespace prosc {

/// Raises how many files this process may have open to 65536, or to the hard limit if that is
/// lower; never lowers it. Gives the limit that holds now. Call it once at start. PermissionDenied.
[[nodiscard]] Result<uint64_t> raiseFileLimit();

} // namespace prosc
