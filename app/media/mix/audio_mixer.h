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

/// Mixes the file's audio. Every source is placed by its timestamps: gaps are silence, jitter below
/// 40 ms is smoothed out, slow drift is corrected by gentle resampling, and anything further off is
/// re-anchored with a short cross-fade. Sources fade in and out in 5 ms, and the sum goes through a
/// look-ahead limiter, so nothing clips or clicks. Pure: no threads, no clock. Use from one thread
/// only.
class AudioMixer
{
public:
    /// Adds audio of a source. Audio from before the mixed part or very far ahead of it is dropped.
    void push(const TrackId &track, const AudioBlock &block);

    /// Returns `frames` frames of interleaved stereo starting at `from`. Spans must adjoin; one
    /// that is off by more than two frames starts a new timeline.
    [[nodiscard]] std::vector<float> mix(MediaTime from, int frames);

    /// Starts a new timeline with the next span, at `from`. Call it before pushing that span's
    /// audio.
    void restart(MediaTime from);

    /// Start of the first queued audio at or after `from`; `from` itself if audio sounds then;
    /// nullopt if there is none.
    [[nodiscard]] std::optional<MediaTime> nextSoundFrom(MediaTime from) const;

    /// Per source, frames missing from the mix because they arrived too late or far too early.
    /// Audio from before the timeline does not count.
    [[nodiscard]] const std::map<TrackId, int64_t> &lostFrames() const { return m_lost; }

private:
    /// Continuous audio: stereo frames from position `start` (in frames of the timeline).
    struct Segment
    {
        int64_t start = 0;
        std::vector<float> samples;
        /// Frames at the front that have already been mixed.
        int64_t used = 0;
        /// Gain of the last mixed frame, 0 to 1; follows the fades.
        float gain = 0;

        /// Skips what lies before `position`.
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
        /// Smoothed distance between where the timestamps say and where the audio is placed, in
        /// frames.
        double drift = 0;
        bool correcting = false;
    };

    void append(Source &source, std::vector<float> stereo, int64_t position);
    void anchor(Source &source, std::vector<float> stereo, int64_t position);
    /// Counts as lost those of the frames from `from` to `to` that belong to this timeline.
    void lose(const TrackId &track, int64_t from, int64_t to);
    void addSegment(Segment &segment, std::vector<float> &sum) const;
    [[nodiscard]] std::vector<float> sumUntil(int64_t end);

    std::map<TrackId, Source> m_sources;
    std::map<TrackId, int64_t> m_lost;
    LookAheadLimiter m_limiter;
    bool m_started = false;
    /// The limiter has been fed its look-ahead.
    bool m_primed = false;
    /// Start of the timeline.
    int64_t m_first = 0;
    /// Next frame to return, and next frame to sum (ahead by the limiter's look-ahead).
    int64_t m_position = 0;
    int64_t m_summed = 0;
};

} // namespace prosc
