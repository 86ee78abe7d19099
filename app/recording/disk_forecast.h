#pragma once

#include "app/recording/ports.h"

namespace prosc {

/// Free bytes at which a recording of this length must end, so that it can be finished properly: a
/// minute at the maximum bit rate, the index written behind it, and its report.
[[nodiscard]] int64_t diskReserve(std::chrono::milliseconds recorded);

/// How long a recording of this length can continue with `freeBytes` at `bitRate` (bits a second)
/// before it reaches the reserve. Never negative.
[[nodiscard]] std::chrono::seconds diskLasts(int64_t freeBytes, int64_t bitRate,
                                             std::chrono::milliseconds recorded = {});

} // namespace prosc
