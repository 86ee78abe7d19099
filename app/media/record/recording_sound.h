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

/// The sound of a recording, picture by picture, out of what waits in the TileStore. Belongs to the
/// composing thread.
class RecordingSound
{
public:
    using Heard = std::function<void(const TrackId &, const AudioBlock &)>;

    /// `heard` gets all sound on its way to the mixer. `store` outlives this.
    RecordingSound(TileStore &store, Heard heard) : m_store(store), m_heard(std::move(heard)) {}

    /// What sounds during the picture of `moment`, interleaved stereo.
    [[nodiscard]] std::vector<float> of(MediaTime moment);
    /// While paused: what came more than a second before `now` will not be asked for.
    void forgetBefore(MediaTime now);
    /// When the first sound begins that is there for `moment` and later; `moment` where it sounds.
    [[nodiscard]] std::optional<MediaTime> nextFrom(MediaTime moment) const;
    /// It goes on at `moment`, after a pause or a gap.
    void restart(MediaTime moment);

    /// What came and was not heard, ordered by track.
    [[nodiscard]] std::vector<LostSound> lost() const;

private:
    void hear(const TrackId &track, const AudioBlock &block);

    TileStore &m_store;
    const Heard m_heard;
    AudioMixer m_mixer;
    /// What came while the recording was paused.
    std::deque<std::pair<TrackId, AudioBlock>> m_held;
};

} // namespace prosc
