#pragma once

#include "app/recording/ports.h"

#include <memory>

namespace prosc {

/// This system's way of keeping the computer awake: systemd-logind on Linux
/// (LogindSleepInhibitor), a power request on Windows, a power assertion on macOS. Lives on one
/// thread with an event loop. What holds a shutdown back on Windows is ShutdownBlock.
[[nodiscard]] std::unique_ptr<SleepInhibitor> makeSleepInhibitor();

} // namespace prosc
