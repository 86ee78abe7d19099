#pragma once

#include "app/base/clock.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace prosc {

/// CPU time of the recorder's threads.
struct RecorderCpuTime
{
    MediaTime composing{};
    MediaTime encoding{};
};

/// CPU time of everything on all processors since boot, in the system's ticks.
struct MachineTime
{
    int64_t busy = 0;
    int64_t all = 0;
};

/// CPU time of the calling thread.
[[nodiscard]] MediaTime threadCpuTime();

/// nullopt if the system does not say.
[[nodiscard]] std::optional<MachineTime> machineTime();

enum class RecorderThread { Composing, Encoding };

/// Names the calling thread as one of the recorder's during its lifetime. On Linux, threads started
/// meanwhile (x264's) inherit the name and keep it.
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

/// CPU time of the threads with these names. Belongs to one thread.
class RecorderCpu
{
public:
    /// Since an arbitrary moment; never decreases. Reads only known threads, and scans all of them
    /// on every tenth call. Where an encoder's own threads cannot be told from others (Windows,
    /// macOS), its time is `inEncoder`: how long the calls of the encoder have taken so far.
    [[nodiscard]] RecorderCpuTime read(MediaTime inEncoder);
    /// New threads have been started: the next read() scans all threads.
    void threadsChanged() { m_reads = 0; }

private:
    struct Thread
    {
        RecorderThread role;
        MediaTime used{};
    };
    void lookAtAll();

    std::map<uint64_t, Thread> m_threads;
    /// Time of threads that have ended.
    RecorderCpuTime m_ended;
    int m_reads = 0;
};

} // namespace prosc
