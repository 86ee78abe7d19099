#pragma once

#include "app/recording/ports.h"
#include "app/stage/media.h"

#include <map>
#include <mutex>
#include <set>

namespace prosc {

/// Detects missing, black and frozen video of the tracks on the stage, from a few hundred points of
/// each picture. Thread-safe.
class VideoHealth
{
public:
    /// How long a track that should send may send nothing, or only black, before it is reported.
    /// From a screen one picture is enough.
    static constexpr std::chrono::seconds kPatience{3};
    /// Even a person sitting still moves within this time; only cameras are checked for it.
    static constexpr std::chrono::seconds kFrozenFor{6};

    void seen(const TrackId &track, const Picture &picture);
    /// The tracks that should send video from `now` on; others are forgotten.
    void setExpected(const std::set<TrackId> &tracks, MediaTime now);
    /// The track has a picture from before it was expected, such as a slide nobody touches.
    void stands(const TrackId &track);
    /// The track's connection has ended; a screen has no picture until a new one arrives.
    void ended(const TrackId &track, MediaTime now);

    [[nodiscard]] std::vector<TrackHealth> troubles(MediaTime now) const;

private:
    struct Track
    {
        /// Or when its connection ended.
        MediaTime expectedSince{};
        MediaTime lastPicture{};
        /// There is a picture, however old.
        bool came = false;
        /// Its connection has ended since the last picture.
        bool ended = false;
        /// Since when all pictures have been black, or the same; nullopt if the last one was not.
        std::optional<MediaTime> blackSince;
        std::optional<MediaTime> sameSince;
        uint64_t fingerprint = 0;
    };

    mutable std::mutex m_mutex;
    std::map<TrackId, Track> m_tracks;
};

} // namespace prosc
