#pragma once

#include "app/base/clock.h"

#include <cstdint>

namespace prosc {

/// Frames per second of every recording; constant.
inline constexpr int kFrameRate = 30;

/// Duration of `pictures` frames of a recording.
constexpr MediaTime durationOf(int64_t pictures)
{
    return MediaTime(pictures * 1'000'000'000 / kFrameRate);
}

} // namespace prosc
