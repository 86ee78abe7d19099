#pragma once

#include "app/base/clock.h"

#include <map>
#include <optional>
#include <string>

namespace prosc {

/// Processor time of the recorder's threads.
struct RecorderCpuTime
{
    MediaTime composing{};
    MediaTime encoding{};
};

/// Of all processors and everything that runs on them, in the system's ticks since it began.
struct MachineTime
{
    int64_t busy = 0;
    int64_t all = 0;
};

/// What the calling thread has taken; zero where the system does not tell.
[[nodiscard]] MediaTime threadCpuTime();

/// Nothing where the system does not tell.
[[nodiscard]] std::optional<MachineTime> machineTime();

enum class RecorderThread { Composing, Encoding };

/// Names the calling thread as one of the recorder's while it lives. Threads that are started in
/// the meantime (x264's) take over the name and keep it. Does nothing where RecorderCpu does
/// nothing.
class RecorderThreadName
{
public:
    explicit RecorderThreadName(RecorderThread role);
    ~RecorderThreadName();
    RecorderThreadName(const RecorderThreadName &) = delete;
    RecorderThreadName &operator=(const RecorderThreadName &) = delete;

private:
    std::string m_before;
};

/// What the threads with these names have taken, from /proc/self/task. On one thread.
class RecorderCpu
{
public:
    /// Since any moment, never less than before. Looks only at threads it knows, and every ten
    /// times at all. Empty where the system does not tell.
    [[nodiscard]] std::optional<RecorderCpuTime> read();
    /// New threads have been started: the next read() looks at all.
    void threadsChanged() { m_reads = 0; }

private:
    struct Thread
    {
        RecorderThread role;
        MediaTime used{};
    };
    void lookAtAll();

    std::map<int, Thread> m_threads;
    /// Of threads that have ended.
    RecorderCpuTime m_ended;
    int m_reads = 0;
};

} // namespace prosc
