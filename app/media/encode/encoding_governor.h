#pragma once

#include "app/media/load/load_control.h"
#include "app/media/load/recorder_cpu.h"
#include "app/recording/ports.h"

#include <atomic>
#include <functional>
#include <mutex>

namespace prosc {

class DecodingLoad;
class SwitchingEncoder;

/// How the file is encoded at the moment.
struct EncodingState
{
    /// For people: "x264 veryfast", "nvenc".
    QString encoder;
    /// What scaling, composing and encoding take, in per cent of all processors.
    int cpuPercent = 0;
    /// So many steps lower simulcast layers are wanted for small tiles: 0 to 2.
    int layerReduction = 0;
    /// Pictures were repeated or left out in the last 3 s, or wait, or smaller ones are wanted.
    bool overloaded = false;
    /// Received pictures that were left out, and how long others waited at worst in the last
    /// second, as this computer did not keep up.
    int64_t skipped = 0;
    MediaTime waited{};
    /// Pictures that went with an encoder that failed; the one before each is shown longer.
    int64_t lost = 0;
};

/// Keeps a recording within its budget: measures, asks nextLoad() and sets the encoder's preset.
/// Its time is that of the recording, in reported frames.
class EncodingGovernor
{
public:
    using CpuSource = std::function<RecorderCpuTime()>;

    /// `encoder` must outlive it. Without a `cpu` it measures the threads with a
    /// RecorderThreadName, or, where the system does not tell, the time in the encoder, and
    /// how busy the machine is. `tracks` may be null; scaling is read from there.
    EncodingGovernor(SwitchingEncoder &encoder, const EncodingSettings &settings, CpuSource cpu,
                     DecodingLoad *tracks = nullptr);

    /// The next frame of the file is so late. One thread.
    void report(MediaTime late);
    /// After each call of the encoder, which took `encoding`, on its thread.
    void step(MediaTime encoding);
    /// Any thread.
    [[nodiscard]] EncodingState state() const;

private:
    void followEncoder();
    /// After a preset was asked for that the encoder did not take.
    void followRefusal();
    [[nodiscard]] LoadSample sample(int64_t frame);
    /// The shares since the last time, once a second.
    [[nodiscard]] std::optional<LoadShares> measure(int64_t frame);
    [[nodiscard]] RecorderCpuTime cpuNow();
    /// Per cent of the machine since the last time.
    [[nodiscard]] std::optional<double> measureMachine();
    void publish();

    SwitchingEncoder &m_encoder;
    const EncodingSettings m_settings;
    const CpuSource m_cpu;
    DecodingLoad *const m_tracks;
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
    std::optional<MachineTime> m_machine;
    /// What the tracks had left out before this recording, and at the last sample.
    int64_t m_skippedBefore = 0;
    int64_t m_skipped = 0;
    /// In this second and in the last one.
    MediaTime m_waits{};
    MediaTime m_waited{};

    mutable std::mutex m_mutex;
    EncodingState m_state;
};

} // namespace prosc
