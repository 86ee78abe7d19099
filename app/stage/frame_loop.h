#pragma once

#include "app/stage/media.h"

#include <vector>

namespace prosc {

/// Encoded frames of one track that are sent round and round. Times are relative to the start of
/// the loop, grow, and are less than `length`. A video loop begins with a key frame.
struct FrameLoop
{
    std::vector<EncodedFrame> frames;
    MediaTime length{};
};

} // namespace prosc
