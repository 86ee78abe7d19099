#include "app/media/tile_store.h"

#include "app/media/picture_scale.h"

#include <algorithm>

namespace prosc {

namespace {

/// More than the recording's delay; older pictures are needed only when the composing thread is
/// late, and then it repeats.
constexpr std::chrono::milliseconds kHistory{650};
/// Sixty pictures a second for that long; a source that claims more does not fill the memory.
constexpr size_t kMostPictures = 40;
/// Unused scaled pictures whose memory is kept.
constexpr size_t kIdle = 24;

} // namespace

TileStore::TileStore(const Clock &clock) : m_clock(clock), m_pool(kIdle) {}

void TileStore::setLayout(const StageLayout &layout)
{
    std::lock_guard lock(m_mutex);
    m_layout = layout;
}

std::optional<StageTile> TileStore::tileOf(const TrackId &track) const
{
    std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_layout.tiles.begin(), m_layout.tiles.end(),
                                    [&](const auto &tile) { return tile.track == track; });
    return found == m_layout.tiles.end() ? std::nullopt : std::optional(*found);
}

Picture TileStore::scaledFor(const TrackId &track, const Picture &picture)
{
    const auto tile = tileOf(track);
    if (!tile || !tile->showsPicture) {
        return {};
    }
    const QSize size = targetRect(picture.size(), tile->rect, tile->fit).size();
    const auto target = m_pool.acquire(size);
    scaleToFile(*picture.buffer, sourceRect(picture.size(), tile->rect.size(), tile->fit), target,
                QRect({0, 0}, size));
    target.buffer->matrix = ColourMatrix::Bt709;
    return {target.buffer, picture.time};
}

void TileStore::seed(const TrackId &track, const Picture &picture)
{
    const auto scaled = scaledFor(track, picture);
    std::lock_guard lock(m_mutex);
    auto &entry = m_tracks[track];
    if (entry.original.isNull()) {
        entry.original = picture;
    }
    // It is what stands there until the first picture that comes now.
    const auto &history = entry.scaled;
    if (!scaled.isNull() && (history.empty() || history.front().time > scaled.time)) {
        entry.scaled.push_front(scaled);
    }
}

void TileStore::tappedPicture(const TrackId &track, const Picture &picture)
{
    m_health.seen(track, picture);
    const auto scaled = scaledFor(track, picture);
    std::lock_guard lock(m_mutex);
    auto &entry = m_tracks[track];
    entry.original = picture;
    entry.endedAt.reset();
    if (scaled.isNull()) {
        return;
    }
    auto &history = entry.scaled;
    history.push_back(scaled);
    // One picture from before the span stays: it is the one that stands at the span's beginning.
    while (history.size() > kMostPictures ||
           (history.size() > 1 && history[1].time < picture.time - kHistory)) {
        history.pop_front();
    }
}

void TileStore::tappedAudio(const TrackId &track, const AudioBlock &block)
{
    std::lock_guard lock(m_mutex);
    m_audio.emplace_back(track, block);
}

void TileStore::tappedEnd(const TrackId &track)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found != m_tracks.end()) {
        found->second.endedAt = m_clock.now();
    }
}

Picture TileStore::pictureAt(const StageTile &tile, MediaTime moment) const
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(tile.track);
    if (found == m_tracks.end()) {
        return {};
    }
    const auto &track = found->second;
    if (track.endedAt && moment - *track.endedAt > StageMedia::kKeepEnded) {
        return {};
    }
    Picture best;
    for (const auto &picture : track.scaled) {
        if (picture.time <= moment) {
            best = picture;
        }
    }
    const auto &original = track.original;
    if (original.isNull() || original.time > moment) {
        return best;
    }
    const QSize wanted = targetRect(original.size(), tile.rect, tile.fit).size();
    const bool isScaled = !best.isNull() && best.time == original.time && best.size() == wanted;
    return isScaled ? best : original;
}

void TileStore::forgetUntil(const TrackId &track, MediaTime moment)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found == m_tracks.end()) {
        return;
    }
    std::erase_if(found->second.scaled,
                  [&](const Picture &picture) { return picture.time <= moment; });
    if (found->second.original.time <= moment) {
        found->second.original = {};
    }
}

std::vector<std::pair<TrackId, AudioBlock>> TileStore::takeAudio()
{
    std::lock_guard lock(m_mutex);
    return std::exchange(m_audio, {});
}

} // namespace prosc
