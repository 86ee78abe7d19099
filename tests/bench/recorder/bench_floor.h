#pragma once

#include "tests/bench/recorder/bench_engine.h"

namespace prosc::bench {

/// The minimum work of a recording, in this process, on one thread, frame by frame and not in real
/// time. CPU seconds per recorded second for decoding the streams with libavcodec ("decode") and
/// for encoding the finished frames with x264 at the recorder's settings ("encode"); also, not part
/// of the floor, for scaling the sources to their tiles ("scale") and for compositing them
/// ("compose").
[[nodiscard]] QJsonObject measureFloor(const EngineRun &run);

} // namespace prosc::bench
