#pragma once

#include "app/recording/ports.h"
#include "app/stage/media.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace prosc {

/// Monitors the microphones and the mix of a recording for problems the moderator should know
/// about.
///
/// NoSound: unmuted, but for 10 s no audio arrived at all, or nothing louder than -88 dBFS. That is
/// below the noise of any microphone in a quiet room, so a silent person is not reported. A track
/// that was heard before may be digitally silent for a minute: noise suppression does that between
/// words. Clipping: several runs of samples at full scale within 3 s; reported until 5 s after the
/// last.
///
/// Pure: no thread, no clock. Belongs to one thread. All times are on one timeline; audio may be
/// somewhat ahead of the `now` passed to the queries.
class AudioHealth
{
public:
    /// Audio of a track before mixing. Only unmuted microphones are analysed.
    void heard(const TrackId &track, const AudioBlock &block);
    /// The audio written to the recording, interleaved stereo from `time` on.
    void mixed(MediaTime time, std::span<const float> stereo);
    /// The microphones that are unmuted from `now` on; replaces the previous set.
    void setUnmuted(std::vector<TrackId> tracks, MediaTime now);

    /// The recording resumes at `moment` after a pause: earlier silence does not count.
    void restart(MediaTime moment) { m_from = moment; }

    /// Ordered by track; a track may have both.
    [[nodiscard]] std::vector<TrackHealth> troubles(MediaTime now) const;
    /// How long the recording has been silent although somebody is unmuted.
    [[nodiscard]] std::chrono::seconds soundless(MediaTime now) const;

private:
    struct Track
    {
        MediaTime unmutedAt{};
        /// Times of the last block, and of the last one that was not silent.
        std::optional<MediaTime> lastBlock;
        std::optional<MediaTime> lastSound;
        /// Current number of consecutive samples at full scale.
        int run = 0;
        /// Times of the last few runs, oldest first.
        std::vector<MediaTime> clips;
        /// The last time there were too many of them.
        std::optional<MediaTime> clippedAt;

        void clip(MediaTime time);
        /// Judges only by what came after `from`.
        [[nodiscard]] bool isSilent(MediaTime now, MediaTime from) const;
        [[nodiscard]] bool isClipping(MediaTime now) const;
    };

    std::map<TrackId, Track> m_tracks;
    /// Since when at least one microphone is unmuted.
    std::optional<MediaTime> m_expectedSince;
    std::optional<MediaTime> m_lastMixed;
    MediaTime m_from = MediaTime::min();
};

} // namespace prosc
