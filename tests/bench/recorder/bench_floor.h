#pragma once

#include "tests/bench/recorder/bench_engine.h"

namespace prosc::bench {

/// In this process, on one thread, frame after frame and not in real time: what a recording cannot
/// do without. CPU seconds for each recorded second of decoding the streams with libavcodec
/// ("decode") and of encoding the finished pictures with x264 at the recorder's settings
/// ("encode"), and, not part of the floor, of scaling the sources to their tiles ("scale") and of
/// putting these together ("compose").
[[nodiscard]] QJsonObject measureFloor(const EngineRun &run);

} // namespace prosc::bench
