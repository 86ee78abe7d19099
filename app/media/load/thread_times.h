#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prosc {

/// Names of threads, as a debugger shows them. At most 15 characters, Linux's limit.
inline constexpr const char *kComposingThread = "recorder";
inline constexpr const char *kEncodingThread = "recorder-x264";

/// Whether a new thread has the name of the one that has started it. Only so can an encoder's own
/// threads be told from others.
#ifdef __linux__
inline constexpr bool kThreadsInheritNames = true;
#else
inline constexpr bool kThreadsInheritNames = false;
#endif

struct ThreadTime
{
    std::string name;
    /// CPU time since it was started.
    MediaTime used{};
};

[[nodiscard]] std::string ownThreadName();
void nameOwnThread(const std::string &name);
/// The system's numbers of this process's threads.
[[nodiscard]] std::vector<uint64_t> ownThreads();
/// nullopt if it has ended.
[[nodiscard]] std::optional<ThreadTime> threadTime(uint64_t thread);

} // namespace prosc
