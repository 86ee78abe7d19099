#pragma once

#include "app/recording/ports.h"

namespace prosc {

/// Free bytes at which a recording of this length must end, so that it ends in good order: a
/// minute at the ceiling, the index that is written behind it, and its report.
[[nodiscard]] int64_t diskReserve(std::chrono::milliseconds recorded);

/// For how long a recording that has this length can go on with `freeBytes` at `bitRate` (bits a
/// second), until it reaches the reserve. Never negative.
[[nodiscard]] std::chrono::seconds diskLasts(int64_t freeBytes, int64_t bitRate,
                                             std::chrono::milliseconds recorded = {});

} // namespace prosc
