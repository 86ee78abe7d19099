#pragma once

#include "app/media/load_control.h"
#include "app/media/recorder_cpu.h"
#include "app/recording/ports.h"

#include <atomic>
#include <functional>
#include <mutex>

namespace prosc {

class SwitchingEncoder;

/// How the file is encoded at the moment.
struct EncodingState
{
    /// For people: "x264 veryfast", "nvenc".
    QString encoder;
    /// What composing and encoding take, in per cent of all processors.
    int cpuPercent = 0;
    /// So many steps lower simulcast layers are wanted for small tiles: 0 to 2.
    int layerReduction = 0;
    /// Too late, or pictures were repeated in the last 3 s, or smaller ones are wanted.
    bool overloaded = false;
};

/// Keeps a recording within its budget: measures, asks nextLoad() and sets the encoder's preset.
/// Its time is that of the recording, in reported frames.
class EncodingGovernor
{
public:
    using CpuSource = std::function<RecorderCpuTime()>;

    /// `encoder` must outlive it. Without a `cpu` it measures the threads with a
    /// RecorderThreadName, or, where the system does not tell, the time in the encoder.
    EncodingGovernor(SwitchingEncoder &encoder, const EncodingSettings &settings, CpuSource cpu);

    /// The next frame of the file is so late. One thread.
    void report(MediaTime late);
    /// After each call of the encoder, which took `encoding`, on its thread.
    void step(MediaTime encoding);
    /// Any thread.
    [[nodiscard]] EncodingState state() const;

private:
    void followEncoder();
    /// The shares since the last time, once a second.
    [[nodiscard]] std::optional<LoadShares> measure(int64_t frame);
    [[nodiscard]] RecorderCpuTime cpuNow();
    void publish();

    SwitchingEncoder &m_encoder;
    const EncodingSettings m_settings;
    const CpuSource m_cpu;
    RecorderCpu m_threads;

    std::atomic<int64_t> m_frames{0};
    std::atomic<MediaTime::rep> m_late{0};

    // The encoding thread's.
    LoadRules m_rules;
    LoadState m_load;
    int64_t m_seen = 0;
    int m_replacements = 0;
    MediaTime m_encoding{};
    int64_t m_measuredAt = 0;
    std::optional<RecorderCpuTime> m_measured;

    mutable std::mutex m_mutex;
    EncodingState m_state;
};

} // namespace prosc
