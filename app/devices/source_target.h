#pragma once

#include "app/base/clock.h"
#include "app/stage/ports.h"

namespace prosc {

/// Where a source's pictures or sound go, and the clock that stamps them. Sink and clock outlive
/// the source.
struct SourceTarget
{
    TrackId track;
    RawTrackSink &sink;
    const Clock &clock;
};

} // namespace prosc
