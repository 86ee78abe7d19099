#pragma once

#include "app/media/sound/limiter.h"
#include "app/stage/media.h"

#include <deque>
#include <map>
#include <mutex>
#include <span>

namespace prosc {

/// Mixes what this computer's loudspeaker plays. Each source has a small buffer that grows when it
/// runs dry and shrinks when it never does (80 to 150 ms); it starts, ends and catches up with
/// short fades, without clicks. May be used from any thread.
class MonitorMixer
{
public:
    void push(const TrackId &track, const AudioBlock &block);
    void remove(const TrackId &track);
    /// Nobody listens: nothing is kept.
    void clear();
    /// Fills `stereo` with the mix.
    void pull(std::span<float> stereo);

private:
    struct Source
    {
        /// Interleaved stereo that waits.
        std::deque<float> waiting;
        bool playing = false;
        float gain = 0;
        /// Frames to collect before playing starts.
        size_t target = 0;
        /// Frames played since it last ran dry.
        size_t played = 0;
        /// Is too full: fades out, jumps ahead, fades in.
        bool skipping = false;
        bool ended = false;

        [[nodiscard]] size_t frames() const { return waiting.size() / 2; }
    };

    static void add(Source &source, std::span<float> stereo);
    static void catchUp(Source &source);

    std::mutex m_mutex;
    std::map<TrackId, Source> m_sources;
    LookAheadLimiter m_limiter;
};

} // namespace prosc
