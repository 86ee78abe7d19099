#pragma once

#include "app/base/clock.h"
#include "app/stage/ports.h"

namespace prosc {

/// Where a source delivers its pictures or audio, and the clock that timestamps them. Sink and
/// clock outlive the source.
struct SourceTarget
{
    TrackId track;
    RawTrackSink &sink;
    const Clock &clock;
};

} // namespace prosc
