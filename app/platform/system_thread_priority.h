#pragma once

#include "app/base/thread_priority.h"

#include <memory>

namespace prosc {

/// This system's way of raising threads: the kernel or RealtimeKit on Linux (RealtimeKit), thread
/// priorities on Windows, quality-of-service classes on macOS. Must outlive the threads.
[[nodiscard]] std::unique_ptr<ThreadPriority> makeThreadPriority();

} // namespace prosc
