#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace prosc {

/// What the tracks' threads do for a recording and where they do not keep up: they yield to sound
/// and encoder, so this computer's overload shows here first. May be used from any thread.
class DecodingLoad
{
public:
    /// A received picture has waited so long, from its arrival until it was decoded and scaled, or
    /// until now.
    void waited(MediaTime time);
    /// A received picture was left out, as too many waited.
    void skipped() { ++m_skipped; }
    /// A thread has taken so much processor to look at a picture and to scale it to its tile.
    void scaled(MediaTime used) { m_scaling += used.count(); }

    /// The longest wait since this was asked the last time: for one that asks.
    [[nodiscard]] MediaTime takeWait() { return MediaTime(m_wait.exchange(0)); }
    /// These only grow, as long as the program runs.
    [[nodiscard]] int64_t skippedPictures() const { return m_skipped.load(); }
    [[nodiscard]] MediaTime scaling() const { return MediaTime(m_scaling.load()); }

private:
    std::atomic<MediaTime::rep> m_wait{0};
    std::atomic<int64_t> m_skipped{0};
    std::atomic<MediaTime::rep> m_scaling{0};
};

/// While it lives, what the calling thread takes of the processor is scaling.
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
