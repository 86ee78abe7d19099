#pragma once

#include "app/stage/media.h"

#include <vector>

namespace prosc {

/// Encoded frames of one track that are sent in a loop. Times are relative to the start of the
/// loop, never decrease, and are less than `length`. A video loop begins with a key frame. The
/// layers of a picture have the same time and are adjacent; their key frames coincide.
struct FrameLoop
{
    std::vector<EncodedFrame> frames;
    MediaTime length{};
};

} // namespace prosc
