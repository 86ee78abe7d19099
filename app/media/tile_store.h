#pragma once

#include "app/media/picture_pool.h"
#include "app/media/stage_media.h"
#include "app/media/video_health.h"
#include "app/stage/stage_layout.h"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace prosc {

/// What the composing thread will need: the pictures of the last moments, each scaled on arrival,
/// on its track's thread, to its tile and to the file's colours, and all sound since it was last
/// taken. May be used from any thread.
class TileStore final : public StageTap
{
public:
    explicit TileStore(const Clock &clock);

    /// The layout that pictures which arrive from now on are scaled for.
    void setLayout(const StageLayout &layout);

    /// The picture that a track had when the recording began.
    void seed(const TrackId &track, const Picture &picture);

    void tappedPicture(const TrackId &track, const Picture &picture) override;
    void tappedAudio(const TrackId &track, const AudioBlock &block) override;
    void tappedEnd(const TrackId &track) override;

    /// The newest picture of `tile` not later than `moment`: scaled for the tile, or the original
    /// one when the layout has changed since. Null when there is none.
    [[nodiscard]] Picture pictureAt(const StageTile &tile, MediaTime moment) const;
    /// Nothing from before `moment` is shown again in this track: its camera was switched off.
    void forgetUntil(const TrackId &track, MediaTime moment);

    [[nodiscard]] std::vector<std::pair<TrackId, AudioBlock>> takeAudio();
    /// It sees every picture that comes.
    [[nodiscard]] VideoHealth &health() { return m_health; }

private:
    struct Track
    {
        std::deque<Picture> scaled;
        Picture original;
        std::optional<MediaTime> endedAt;
    };

    /// `picture` for its tile, in the file's colours; null when it has none.
    [[nodiscard]] Picture scaledFor(const TrackId &track, const Picture &picture);
    [[nodiscard]] std::optional<StageTile> tileOf(const TrackId &track) const;

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    StageLayout m_layout;
    std::map<TrackId, Track> m_tracks;
    std::vector<std::pair<TrackId, AudioBlock>> m_audio;
    PicturePool m_pool;
    VideoHealth m_health;
};

} // namespace prosc
