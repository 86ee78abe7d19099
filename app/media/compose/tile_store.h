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

/// Holds what the compositing thread will need: recent pictures, each scaled on arrival (on its
/// track's thread) to its tile and converted to the file's colours, and all audio since it was last
/// taken. Thread-safe.
class TileStore final : public StageTap
{
public:
    /// Audio stamped more than this in the future has a faulty timestamp and is dropped.
    static constexpr std::chrono::seconds kMostAhead{5};
    /// Maximum audio held while nobody takes it because the disk hangs; older audio is dropped.
    static constexpr std::chrono::seconds kMostSound{60};

    explicit TileStore(const Clock &clock);

    /// Incoming pictures are scaled for this layout from `now` on. Ended tracks without a tile in
    /// it are hidden once the transition has removed their tiles.
    void setLayout(const StageLayout &layout, MediaTime now);

    /// The picture that a track already had when the recording began at `start`.
    void seed(const TrackId &track, Picture picture, MediaTime start);

    void onPicture(const TrackId &track, const Picture &picture) override;
    void onAudio(const TrackId &track, const AudioBlock &block) override;
    void onLoss(const TrackId &track, int64_t frames) override;
    void onEnd(const TrackId &track) override;

    /// The newest picture of `tile` at or before `moment`, or the oldest one kept if that one has
    /// already been dropped: scaled for the tile, or the original if the layout has changed since.
    /// Null when there is none, or when the track ended too long before `moment`; then also until a
    /// new connection has sent a picture.
    [[nodiscard]] Picture pictureAt(const StageTile &tile, MediaTime moment) const;
    /// Drops the track's pictures up to `moment`, because its camera was switched off.
    void forgetUntil(const TrackId &track, MediaTime moment);
    /// Nothing before `moment` will be requested again: drops pictures that are hidden by then.
    void passed(MediaTime moment);
    /// Number of tracks that have pictures.
    [[nodiscard]] size_t tracks() const;

    /// Takes the audio in order of arrival, up to the first block stamped later than `until`.
    [[nodiscard]] std::vector<std::pair<TrackId, AudioBlock>> takeAudio(MediaTime until);
    /// Start of the first queued audio at or after `from`; `from` itself if audio sounds then;
    /// nullopt if there is none.
    [[nodiscard]] std::optional<MediaTime> nextSoundFrom(MediaTime from) const;
    /// Per track, frames (samples per channel) of audio that were dropped here or by the decoding
    /// thread.
    [[nodiscard]] std::map<TrackId, int64_t> lostFrames() const;
    /// Sees every incoming picture.
    [[nodiscard]] VideoHealth &health() { return m_health; }

private:
    struct Shown
    {
        Picture picture;
        /// Not shown after this time.
        MediaTime until = MediaTime::max();
    };
    struct Track
    {
        std::deque<Shown> scaled;
        Shown original;
        bool ended = false;
        /// Pictures older than those in `scaled` have been dropped.
        bool trimmed = false;

        void hideAfter(MediaTime until);
    };
    struct Heard
    {
        MediaTime arrived{};
        std::pair<TrackId, AudioBlock> sound;
    };

    /// `picture` scaled for the track's tile, in the file's colours; null when no tile shows it.
    [[nodiscard]] Picture scaledFor(const TrackId &track, const Picture &picture);
    /// Null when the track has no tile. Call with m_mutex held.
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
