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

/// Listens to the microphones and to the mix of a recording and says what the moderator should
/// know.
///
/// NoSound: unmuted, and for 10 s no sound came at all, or nothing louder than -88 dBFS. That is
/// below the noise of any microphone in a quiet room, so who keeps quiet is not reported. Who was
/// heard before may be digitally silent for a minute: noise suppression does that between words.
/// Clipping: several runs of samples at full scale within 3 s; reported until 5 s after the last.
///
/// Pure: no thread, no clock. Belongs to one thread. All moments are on one time line; sound may
/// come somewhat ahead of the `now` of the questions.
class AudioHealth
{
public:
    /// Sound of a track, before it is mixed. Only unmuted microphones are looked at.
    void heard(const TrackId &track, const AudioBlock &block);
    /// What was written into the recording, interleaved stereo from `time` on.
    void mixed(MediaTime time, std::span<const float> stereo);
    /// Whose microphone is on, from `now` on; replaces what was said before.
    void setUnmuted(std::vector<TrackId> tracks, MediaTime now);

    /// The recording goes on at `moment`, after a pause: no silence from before it counts.
    void restart(MediaTime moment) { m_from = moment; }

    /// Ordered by track; a track may have both.
    [[nodiscard]] std::vector<TrackHealth> troubles(MediaTime now) const;
    /// For how long somebody has been unmuted without any sound in the recording.
    [[nodiscard]] std::chrono::seconds soundless(MediaTime now) const;

private:
    struct Track
    {
        MediaTime unmutedAt{};
        /// When the last block came, and the last one with sound in it.
        std::optional<MediaTime> lastBlock;
        std::optional<MediaTime> lastSound;
        /// Samples at full scale that follow each other, up to now.
        int run = 0;
        /// The last runs, in a ring.
        std::vector<MediaTime> clips;
        /// When there were last too many of them.
        std::optional<MediaTime> clippedAt;

        void clip(MediaTime time);
        /// As far as can be said from what came after `from`.
        [[nodiscard]] bool isSilent(MediaTime now, MediaTime from) const;
        [[nodiscard]] bool isClipping(MediaTime now) const;
    };

    std::map<TrackId, Track> m_tracks;
    /// Since when at least one is unmuted.
    std::optional<MediaTime> m_expectedSince;
    std::optional<MediaTime> m_lastMixed;
    MediaTime m_from = MediaTime::min();
};

} // namespace prosc
