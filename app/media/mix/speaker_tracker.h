#pragma once

#include "app/stage/media.h"

#include <map>
#include <vector>

namespace prosc {

/// Finds the active speakers by microphone loudness. Pure: no threads, no clock. Use from one
/// thread only.
class SpeakerTracker
{
public:
    /// Maximum number of speakers reported at a time.
    static constexpr size_t kMost = 3;

    void heard(const TrackId &track, const AudioBlock &block);

    /// The participants who spoke from `from` to `to`, loudest first. Forgets audio from before
    /// `from`.
    [[nodiscard]] std::vector<ParticipantId> speakers(MediaTime from, MediaTime to);

private:
    struct Stretch
    {
        MediaTime start{};
        MediaTime length{};
        double power = 0;
    };
    std::map<ParticipantId, std::vector<Stretch>> m_voices;
};

} // namespace prosc
