#pragma once

#include "app/media/sound/limiter.h"
#include "app/stage/media.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
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
    /// Adds sound of a source. What lies before the mixed part, or very far ahead of it, is
    /// dropped.
    void push(const TrackId &track, const AudioBlock &block);

    /// `frames` frames of interleaved stereo from the moment `from`. Spans follow each other
    /// without a gap; a span that does not (by more than two frames) starts a new time line.
    [[nodiscard]] std::vector<float> mix(MediaTime from, int frames);

    /// The next span begins at `from`, on a new time line. To be called before its sound is pushed.
    void restart(MediaTime from);

    /// When the first sound begins that waits here for `from` and later; `from` where it sounds.
    [[nodiscard]] std::optional<MediaTime> nextSoundFrom(MediaTime from) const;

    /// Frames of each source that are not in the mix as they came too late for their moment, or far
    /// too early. What lies before a time line is not counted.
    [[nodiscard]] const std::map<TrackId, int64_t> &lostFrames() const { return m_lost; }

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

        /// Leaves out what lies before `position`.
        void skipUntil(int64_t position);
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
    /// Counts what of the frames from `from` to `to` belongs to this time line.
    void lose(const TrackId &track, int64_t from, int64_t to);
    void addSegment(Segment &segment, std::vector<float> &sum) const;
    [[nodiscard]] std::vector<float> sumUntil(int64_t end);

    std::map<TrackId, Source> m_sources;
    std::map<TrackId, int64_t> m_lost;
    LookAheadLimiter m_limiter;
    bool m_started = false;
    /// The limiter has what it looks ahead to.
    bool m_primed = false;
    /// Where the time line begins.
    int64_t m_first = 0;
    /// The next frame to be returned, and the next one to be summed (further on by the limiter's
    /// look-ahead).
    int64_t m_position = 0;
    int64_t m_summed = 0;
};

} // namespace prosc
