#pragma once

#include "app/media/sound/limiter.h"
#include "app/stage/media.h"

#include <deque>
#include <map>
#include <mutex>
#include <span>

namespace prosc {

/// Mixes what this computer's loudspeaker plays. Each source has a jitter buffer of 80 to 150 ms
/// that grows after an underrun and shrinks after a while without one. Sources start, end and skip
/// ahead with short fades, so nothing clicks. Thread-safe.
class MonitorMixer
{
public:
    void push(const TrackId &track, const AudioBlock &block);
    void remove(const TrackId &track);
    /// Drops all sources and what they have buffered: for when nobody pulls.
    void clear();
    /// Fills `stereo` with the mix.
    void pull(std::span<float> stereo);

private:
    struct Source
    {
        /// Buffered audio, interleaved stereo.
        std::deque<float> waiting;
        bool playing = false;
        float gain = 0;
        /// Frames to buffer before playback starts.
        size_t target = 0;
        /// Frames played since playback last started or the target last shrank.
        size_t played = 0;
        /// Too far behind: fades out, skips ahead, fades in.
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
