#pragma once

#include "app/base/clock.h"

#include <cstdint>

namespace prosc {

/// Pictures a second of every recording; constant.
inline constexpr int kFrameRate = 30;

/// How long so many pictures of a recording last.
constexpr MediaTime durationOf(int64_t pictures)
{
    return MediaTime(pictures * 1'000'000'000 / kFrameRate);
}

} // namespace prosc
