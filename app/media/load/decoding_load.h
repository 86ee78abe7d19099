#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace prosc {

/// The work of the track threads for a recording, and signs that they fall behind: they yield to
/// audio and encoder, so overload shows here first. Thread-safe.
class DecodingLoad
{
public:
    /// How long a received picture has waited, from arrival until it was decoded and scaled, or
    /// until now.
    void waited(MediaTime time);
    /// A received picture was dropped because too many were waiting.
    void skipped() { ++m_skipped; }
    /// CPU time a thread has spent examining a picture and scaling it to its tile.
    void scaled(MediaTime used) { m_scaling += used.count(); }

    /// The longest wait since the last call; for a single caller.
    [[nodiscard]] MediaTime takeWait() { return MediaTime(m_wait.exchange(0)); }
    /// These only grow while the program runs.
    [[nodiscard]] int64_t skippedPictures() const { return m_skipped.load(); }
    [[nodiscard]] MediaTime scaling() const { return MediaTime(m_scaling.load()); }

private:
    std::atomic<MediaTime::rep> m_wait{0};
    std::atomic<int64_t> m_skipped{0};
    std::atomic<MediaTime::rep> m_scaling{0};
};

/// During its lifetime, the calling thread's CPU time counts as scaling.
class ScalingTime
{
public:
    explicit ScalingTime(DecodingLoad &load);
    ~ScalingTime();
    ScalingTime(const ScalingTime &) = delete;
    ScalingTime &operator=(const ScalingTime &) = delete;

private:
    DecodingLoad &m_load;
    const MediaTime m_before;
};

} // namespace prosc
