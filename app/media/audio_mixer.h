#pragma once

#include "app/media/limiter.h"
#include "app/stage/media.h"

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <vector>

namespace prosc {

/// Mixes sound for the file. Every source is placed by its time stamps: gaps are silence, jitter
/// below 40 ms is smoothed away, slow drift is corrected by gentle resampling, and what is further
/// off is anchored anew with a short cross-fade. Sources fade in and out in 5 ms, and the sum goes
/// through a look-ahead limiter, so nothing clips or clicks. Pure: no thread, no clock. Belongs to
/// one thread.
class AudioMixer
{
public:
    /// Adds sound of a source. What lies before the mixed part is dropped.
    void push(const TrackId &track, const AudioBlock &block);

    /// `frames` frames of interleaved stereo from the moment `from`. Spans follow each other
    /// without a gap; a span that does not (by more than two frames) starts a new time line.
    [[nodiscard]] std::vector<float> mix(MediaTime from, int frames);

private:
    /// Continuous sound: stereo frames from position `start` (in frames of the time line).
    struct Segment
    {
        int64_t start = 0;
        std::vector<float> samples;
        /// Frames at the front that are mixed already.
        int64_t used = 0;
        /// What the next frame is multiplied with at most; follows the fades.
        float gain = 0;

        /// Adds the next frames at full volume.
        void addPlain(std::span<float> sum, int64_t frames);
        [[nodiscard]] int64_t end() const
        {
            return start + static_cast<int64_t>(samples.size() / 2);
        }
    };
    struct Source
    {
        std::deque<Segment> segments;
        /// Smoothed distance from where the time stamps say to where the sound is put, in frames.
        double drift = 0;
        bool correcting = false;
    };

    void append(Source &source, std::vector<float> stereo, int64_t position);
    void anchor(Source &source, std::vector<float> stereo, int64_t position);
    void addSegment(Segment &segment, std::vector<float> &sum) const;
    [[nodiscard]] std::vector<float> sumUntil(int64_t end);

    std::map<TrackId, Source> m_sources;
    LookAheadLimiter m_limiter;
    bool m_started = false;
    /// The next frame to be returned, and the next one to be summed (further on by the limiter's
    /// look-ahead).
    int64_t m_position = 0;
    int64_t m_summed = 0;
};

} // namespace prosc
