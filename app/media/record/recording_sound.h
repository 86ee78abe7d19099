#pragma once

#include "app/media/compose/tile_store.h"
#include "app/media/mix/audio_mixer.h"
#include "app/recording/ports.h"

#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace prosc {

/// Mixes the audio of a recording, frame by frame, from what is in the TileStore. Belongs to the
/// composing thread.
class RecordingSound
{
public:
    using Heard = std::function<void(const TrackId &, const AudioBlock &)>;

    /// `heard` gets all audio on its way to the mixer. `store` must outlive this.
    RecordingSound(TileStore &store, Heard heard) : m_store(store), m_heard(std::move(heard)) {}

    /// The audio of the frame at `moment`, interleaved stereo.
    [[nodiscard]] std::vector<float> of(MediaTime moment);
    /// While paused: drops what is more than a second older than `now`.
    void forgetBefore(MediaTime now);
    /// When the first available audio at or after `moment` begins; `moment` itself if there is
    /// some.
    [[nodiscard]] std::optional<MediaTime> nextFrom(MediaTime moment) const;
    /// Recording resumes at `moment`, after a pause or a gap.
    void restart(MediaTime moment);

    /// Audio that arrived but was not recorded, ordered by track.
    [[nodiscard]] std::vector<LostSound> lost() const;

private:
    void hear(const TrackId &track, const AudioBlock &block);

    TileStore &m_store;
    const Heard m_heard;
    AudioMixer m_mixer;
    /// Audio that arrived during a pause.
    std::deque<std::pair<TrackId, AudioBlock>> m_held;
};

} // namespace prosc
