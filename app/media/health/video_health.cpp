#include "app/media/health/video_health.h"

namespace prosc {

namespace {

constexpr int kColumns = 32;
constexpr int kRows = 18;
/// Out of 255. Video black is 16, and cameras in the dark add some noise.
constexpr int kBlackLuma = 26;
constexpr int kBlackChroma = 8;

struct Look
{
    uint64_t fingerprint = 14695981039346656037U; // FNV-1a
    bool black = true;
};

Look lookAt(const PictureBuffer &picture)
{
    Look look;
    const int black = picture.range == ColourRange::Full ? kBlackLuma - 16 : kBlackLuma;
    for (int row = 0; row < kRows; ++row) {
        for (int column = 0; column < kColumns; ++column) {
            const int x = (2 * column + 1) * picture.size.width() / (2 * kColumns);
            const int y = (2 * row + 1) * picture.size.height() / (2 * kRows);
            for (size_t plane = 0; plane < 3; ++plane) {
                const int divisor = plane == 0 ? 1 : 2;
                const auto at = static_cast<ptrdiff_t>(y / divisor) * picture.strides[plane];
                const uint8_t sample = picture.planes[plane][at + x / divisor];
                look.fingerprint = (look.fingerprint ^ sample) * 1099511628211U;
                const bool dark =
                    plane == 0 ? sample <= black : std::abs(sample - 128) <= kBlackChroma;
                look.black = look.black && dark;
            }
        }
    }
    return look;
}

} // namespace

void VideoHealth::seen(const TrackId &track, const Picture &picture)
{
    const auto look = lookAt(*picture.buffer);
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found == m_tracks.end()) {
        return;
    }
    auto &entry = found->second;
    entry.lastPicture = picture.time;
    entry.came = true;
    entry.ended = false;
    if (!look.black) {
        entry.blackSince.reset();
    } else if (!entry.blackSince) {
        entry.blackSince = picture.time;
    }
    if (look.fingerprint != entry.fingerprint) {
        entry.sameSince.reset();
    } else if (!entry.sameSince) {
        entry.sameSince = picture.time;
    }
    entry.fingerprint = look.fingerprint;
}

void VideoHealth::setExpected(const std::set<TrackId> &tracks, MediaTime now)
{
    std::lock_guard lock(m_mutex);
    std::erase_if(m_tracks, [&](const auto &entry) { return !tracks.contains(entry.first); });
    for (const auto &track : tracks) {
        m_tracks.try_emplace(track, Track{now, now, false, false, {}, {}, 0});
    }
}

void VideoHealth::stands(const TrackId &track)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found != m_tracks.end() && !found->second.ended) {
        found->second.came = true;
    }
}

void VideoHealth::ended(const TrackId &track, MediaTime now)
{
    std::lock_guard lock(m_mutex);
    if (const auto found = m_tracks.find(track); found != m_tracks.end()) {
        found->second.came = false;
        found->second.ended = true;
        found->second.expectedSince = now;
    }
}

std::vector<TrackHealth> VideoHealth::troubles(MediaTime now) const
{
    std::lock_guard lock(m_mutex);
    std::vector<TrackHealth> troubles;
    for (const auto &[track, entry] : m_tracks) {
        // A screen nobody touches sends nothing and looks the same for hours.
        const bool isCamera = track.kind == TrackKind::Camera;
        const auto longer = [&](const std::optional<MediaTime> &since, MediaTime than) {
            return since && now - *since >= than;
        };
        const bool none = isCamera ? now - entry.lastPicture >= kPatience
                                   : !entry.came && now - entry.expectedSince >= kPatience;
        if (none) {
            troubles.push_back({track, TrackTrouble::NoPicture});
        } else if (longer(entry.blackSince, kPatience)) {
            troubles.push_back({track, TrackTrouble::BlackPicture});
        } else if (isCamera && longer(entry.sameSince, kFrozenFor)) {
            troubles.push_back({track, TrackTrouble::FrozenPicture});
        }
    }
    return troubles;
}

} // namespace prosc
