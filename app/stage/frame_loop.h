#pragma once

#include "app/stage/media.h"

#include <vector>

namespace prosc {

/// Encoded frames of one track that are sent round and round. Times are relative to the start of
/// the loop, never fall, and are less than `length`. A video loop begins with a key frame. The
/// layers of a picture have the same time and follow each other; their key frames come together.
struct FrameLoop
{
    std::vector<EncodedFrame> frames;
    MediaTime length{};
};

} // namespace prosc
