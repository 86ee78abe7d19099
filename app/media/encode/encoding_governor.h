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

/// How the file is currently being encoded.
struct EncodingState
{
    /// Display name: "x264 veryfast", "nvenc".
    QString encoder;
    /// CPU used by scaling, compositing and encoding, in per cent of all processors.
    int cpuPercent = 0;
    /// By how many simulcast layers to go down for small tiles: 0 to 2.
    int layerReduction = 0;
    /// Frames were repeated or skipped in the last 3 s, or have to wait, or lower layers are
    /// requested.
    bool overloaded = false;
    /// Received frames that were skipped because this computer did not keep up, and the longest
    /// wait of any other in the last second.
    int64_t skipped = 0;
    MediaTime waited{};
    /// Frames lost in an encoder that failed; the frame before each is shown longer.
    int64_t lost = 0;
};

/// Keeps a recording within its CPU budget: measures the load, calls nextLoad() and sets the
/// encoder's preset. Its clock is the recording itself, counted in reported frames.
class EncodingGovernor
{
public:
    using CpuSource = std::function<RecorderCpuTime()>;

    /// `encoder` must outlive this. Without `cpu` it measures the threads that have a
    /// RecorderThreadName (or, where those of an encoder cannot be told, the time spent in the
    /// encoder) and the load of the whole machine. `tracks` provides the scaling time and the
    /// received frames that waited or were skipped; it may be null.
    EncodingGovernor(SwitchingEncoder &encoder, const EncodingSettings &settings, CpuSource cpu,
                     DecodingLoad *tracks = nullptr);

    /// Reports how late the next frame of the file is. Always on the same thread.
    void report(MediaTime late);
    /// Call it after each call of the encoder, on that thread; `encoding` is how long the call
    /// took.
    void step(MediaTime encoding);
    /// Thread-safe.
    [[nodiscard]] EncodingState state() const;

private:
    void followEncoder();
    /// Adapts the rules after the encoder has refused a preset.
    void followRefusal();
    [[nodiscard]] LoadSample sample(int64_t frame);
    /// CPU shares since the previous measurement, once a second; nullopt in between.
    [[nodiscard]] std::optional<LoadShares> measure(int64_t frame);
    [[nodiscard]] RecorderCpuTime cpuNow();
    /// Load of the whole machine since the previous measurement, in per cent.
    [[nodiscard]] std::optional<double> measureMachine();
    void publish();

    SwitchingEncoder &m_encoder;
    const EncodingSettings m_settings;
    const CpuSource m_cpu;
    DecodingLoad *const m_tracks;
    RecorderCpu m_threads;

    std::atomic<int64_t> m_frames{0};
    std::atomic<MediaTime::rep> m_late{0};

    // Used only by the encoding thread.
    LoadRules m_rules;
    LoadState m_load;
    int64_t m_seen = 0;
    int m_replacements = 0;
    MediaTime m_encoding{};
    int64_t m_measuredAt = 0;
    std::optional<RecorderCpuTime> m_measured;
    std::optional<MachineTime> m_machine;
    /// Frames the tracks had skipped before this recording, and by the last sample.
    int64_t m_skippedBefore = 0;
    int64_t m_skipped = 0;
    /// Longest wait in the current second, and in the previous one.
    MediaTime m_waits{};
    MediaTime m_waited{};

    mutable std::mutex m_mutex;
    EncodingState m_state;
};

} // namespace prosc
