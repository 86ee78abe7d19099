#pragma once

#include "app/stage/media.h"

#include <map>
#include <vector>

namespace prosc {

/// Who speaks, by how loud the microphones are. Pure; belongs to one thread.
class SpeakerTracker
{
public:
    /// So many speakers at a time are named.
    static constexpr size_t kMost = 3;

    void heard(const TrackId &track, const AudioBlock &block);

    /// Who spoke between two moments, the loudest first. Forgets what is before `from`.
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
