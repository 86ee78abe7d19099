#pragma once

#include "app/recording/ports.h"
#include "app/stage/media.h"

#include <map>
#include <mutex>
#include <set>

namespace prosc {

/// Watches the pictures of the tracks on the stage: none, black, or always the same. It looks at a
/// few hundred samples of each picture. May be used from any thread.
class VideoHealth
{
public:
    /// A track that should send and from which nothing came for so long is reported; as long must a
    /// picture be black. From a screen one picture is enough.
    static constexpr std::chrono::seconds kPatience{3};
    /// A person who sits still moves within that; only cameras are watched for it.
    static constexpr std::chrono::seconds kFrozenFor{6};

    void seen(const TrackId &track, const Picture &picture);
    /// The tracks that should send pictures from `now` on; others are forgotten.
    void setExpected(const std::set<TrackId> &tracks, MediaTime now);
    /// The track has a picture from before it was expected: a slide that nobody touches.
    void stands(const TrackId &track);
    /// Its connection has ended; a screen has no picture until a new one comes.
    void ended(const TrackId &track, MediaTime now);

    [[nodiscard]] std::vector<TrackHealth> troubles(MediaTime now) const;

private:
    struct Track
    {
        /// Or since its connection ended.
        MediaTime expectedSince{};
        MediaTime lastPicture{};
        /// There is a picture, however old.
        bool came = false;
        /// Its connection has ended since the last picture.
        bool ended = false;
        /// Since when all pictures are black, or the same; nothing when the last one is not.
        std::optional<MediaTime> blackSince;
        std::optional<MediaTime> sameSince;
        uint64_t fingerprint = 0;
    };

    mutable std::mutex m_mutex;
    std::map<TrackId, Track> m_tracks;
};

} // namespace prosc
