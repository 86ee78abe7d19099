#pragma once

#include "tests/bench/recorder/bench_engine.h"

namespace prosc::bench {

/// The ffmpeg command that makes the same recording from the same streams, not in real time: scale
/// and xstack to the recorder's rectangles, x264 and AAC at the recorder's settings.
[[nodiscard]] QStringList referenceCommand(const EngineRun &run);

/// Runs it: "cpuPerSecond" (user and system time of the process), "memory"."peak".
[[nodiscard]] QJsonObject measureReference(const EngineRun &run);

} // namespace prosc::bench
