#pragma once

#include "app/media/health/video_health.h"
#include "app/media/picture/picture_pool.h"
#include "app/media/picture/picture_scaler.h"
#include "app/stage/ports.h"
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
    /// Sound whose stamp says that it comes so much later than now is an error and left out.
    static constexpr std::chrono::seconds kMostAhead{5};
    /// Nobody takes the sound when the disk stands still: so much of it waits.
    static constexpr std::chrono::seconds kMostSound{60};

    explicit TileStore(const Clock &clock);

    /// The layout, from `now` on, that pictures which arrive are scaled for. Ended tracks that it
    /// leaves out are not shown any more once their tiles are gone.
    void setLayout(const StageLayout &layout, MediaTime now);

    /// The picture that a track had when the recording began, at `start`.
    void seed(const TrackId &track, Picture picture, MediaTime start);

    void onPicture(const TrackId &track, const Picture &picture) override;
    void onAudio(const TrackId &track, const AudioBlock &block) override;
    void onLoss(const TrackId &track, int64_t frames) override;
    void onEnd(const TrackId &track) override;

    /// The newest picture of `tile` not later than `moment` (or the oldest one there is, when that
    /// is too long ago): scaled for the tile, or the original one when the layout has changed
    /// since. Null when there is none, or when its track ended too long before: not even until a
    /// new connection has brought another one.
    [[nodiscard]] Picture pictureAt(const StageTile &tile, MediaTime moment) const;
    /// Nothing from before `moment` is shown again in this track: its camera was switched off.
    void forgetUntil(const TrackId &track, MediaTime moment);
    /// No moment before `moment` will be asked for: what was shown only until then is let go.
    void passed(MediaTime moment);
    /// How many tracks it keeps pictures of.
    [[nodiscard]] size_t tracks() const;

    /// The sound that came, as far as it is not stamped later than `until`; the rest stays.
    [[nodiscard]] std::vector<std::pair<TrackId, AudioBlock>> takeAudio(MediaTime until);
    /// When the first sound begins that waits for `from` and later; `from` where it sounds.
    [[nodiscard]] std::optional<MediaTime> nextSoundFrom(MediaTime from) const;
    /// Frames of sound of each track that came and were never handed out.
    [[nodiscard]] std::map<TrackId, int64_t> lostFrames() const;
    /// It sees every picture that comes.
    [[nodiscard]] VideoHealth &health() { return m_health; }

private:
    struct Shown
    {
        Picture picture;
        /// Not after that.
        MediaTime until = MediaTime::max();
    };
    struct Track
    {
        std::deque<Shown> scaled;
        Shown original;
        bool ended = false;
        /// Something older than `scaled` is not kept any more.
        bool trimmed = false;

        void hideAfter(MediaTime until);
    };
    struct Heard
    {
        MediaTime arrived{};
        std::pair<TrackId, AudioBlock> sound;
    };

    /// `picture` for its tile, in the file's colours; null when it has none.
    [[nodiscard]] Picture scaledFor(const TrackId &track, const Picture &picture);
    /// Null when it has none. Under the lock.
    [[nodiscard]] const StageTile *tileOf(const TrackId &track) const;

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    StageLayout m_layout;
    std::map<TrackId, Track> m_tracks;
    std::deque<Heard> m_audio;
    std::map<TrackId, int64_t> m_lost;
    PicturePool m_pool;
    PictureScaler m_scaler;
    VideoHealth m_health;
};

} // namespace prosc
