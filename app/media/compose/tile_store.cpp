#include "app/media/compose/tile_store.h"

#include "app/media/sound/sound.h"
#include "app/stage/stage_transition.h"

#include <algorithm>
#include <optional>

namespace prosc {

namespace {

/// More than the recording's delay. Only a late compositing thread would need older pictures, and
/// it repeats frames instead, except for the first one, which makes do with the oldest picture
/// kept.
constexpr std::chrono::milliseconds kHistory{650};
/// 60 pictures a second over kHistory; keeps a faster source from filling the memory.
constexpr size_t kMostPictures = 40;
/// Maximum number of unused scaled pictures whose memory is kept.
constexpr size_t kIdle = 24;

} // namespace

TileStore::TileStore(const Clock &clock) : m_clock(clock), m_pool(kIdle) {}

void TileStore::Track::hideAfter(MediaTime until)
{
    original.until = std::min(original.until, until);
    for (auto &shown : scaled) {
        shown.until = std::min(shown.until, until);
    }
}

void TileStore::setLayout(const StageLayout &layout, MediaTime now)
{
    std::lock_guard lock(m_mutex);
    m_layout = layout;
    for (auto &[track, entry] : m_tracks) {
        // A live track may get a tile again without sending a new picture, such as a static slide.
        if (entry.ended && tileOf(track) == nullptr) {
            entry.hideAfter(now + StageTransition::kLength);
        }
    }
}

const StageTile *TileStore::tileOf(const TrackId &track) const
{
    const auto found = std::find_if(m_layout.tiles.begin(), m_layout.tiles.end(),
                                    [&](const auto &tile) { return tile.track == track; });
    return found == m_layout.tiles.end() ? nullptr : &*found;
}

Picture TileStore::scaledFor(const TrackId &track, const Picture &picture)
{
    std::optional<StageTile> tile;
    {
        std::lock_guard lock(m_mutex);
        const auto *found = tileOf(track);
        tile = found == nullptr ? tile : std::optional(*found);
    }
    if (!tile || !tile->showsPicture) {
        return {};
    }
    const QSize size = targetRect(picture.size(), tile->rect, tile->fit).size();
    const auto target = m_pool.acquire(size);
    m_scaler.scaleToFile(*picture.buffer, sourceRect(picture.size(), tile->rect.size(), tile->fit),
                         target, QRect({0, 0}, size));
    target.buffer->matrix = ColourMatrix::Bt709;
    return {target.buffer, picture.time};
}

void TileStore::seed(const TrackId &track, Picture picture, MediaTime start)
{
    // A picture that arrived while the recording was starting is shown from its first frame, too.
    picture.time = std::min(picture.time, start);
    const auto scaled = scaledFor(track, picture);
    std::lock_guard lock(m_mutex);
    auto &entry = m_tracks[track];
    if (entry.original.picture.isNull()) {
        entry.original = {picture};
    }
    // Shown until the first picture that arrives during the recording.
    const auto &history = entry.scaled;
    if (!scaled.isNull() && (history.empty() || history.front().picture.time > scaled.time)) {
        entry.scaled.push_front({scaled});
    }
}

void TileStore::onPicture(const TrackId &track, const Picture &picture)
{
    m_health.seen(track, picture);
    const auto scaled = scaledFor(track, picture);
    std::lock_guard lock(m_mutex);
    auto &entry = m_tracks[track];
    auto &history = entry.scaled;
    entry.original = {picture};
    entry.ended = false;
    if (scaled.isNull()) {
        // The pictures scaled so far are outdated when the track gets its tile back.
        for (auto &shown : history) {
            shown.until = std::min(shown.until, picture.time);
        }
        return;
    }
    history.push_back({scaled});
    // Keeps one picture from before kHistory: it is the one shown when that period begins.
    while (history.size() > kMostPictures ||
           (history.size() > 1 && history[1].picture.time < picture.time - kHistory)) {
        history.pop_front();
        entry.trimmed = true;
    }
}

void TileStore::onAudio(const TrackId &track, const AudioBlock &block)
{
    const auto now = m_clock.now();
    std::lock_guard lock(m_mutex);
    if (block.time > now + kMostAhead) {
        m_lost[track] += block.frames();
        return;
    }
    m_audio.push_back({now, {track, block}});
    while (m_audio.front().arrived < now - kMostSound) {
        const auto &[whose, oldest] = m_audio.front().sound;
        m_lost[whose] += oldest.frames();
        m_audio.pop_front();
    }
}

void TileStore::onLoss(const TrackId &track, int64_t frames)
{
    std::lock_guard lock(m_mutex);
    m_lost[track] += frames;
}

void TileStore::onEnd(const TrackId &track)
{
    m_health.ended(track, m_clock.now());
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found == m_tracks.end()) {
        return;
    }
    const MediaTime kept =
        tileOf(track) != nullptr ? MediaTime(kKeepEnded) : StageTransition::kLength;
    found->second.ended = true;
    found->second.trimmed = false;
    found->second.hideAfter(m_clock.now() + kept);
}

Picture TileStore::pictureAt(const StageTile &tile, MediaTime moment) const
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(tile.track);
    if (found == m_tracks.end()) {
        return {};
    }
    const auto &track = found->second;
    Shown best;
    if (track.trimmed && !track.scaled.empty()) {
        best = track.scaled.front();
    }
    for (const auto &shown : track.scaled) {
        if (shown.picture.time <= moment) {
            best = shown;
        }
    }
    const auto &original = track.original.picture;
    if (original.isNull() || original.time > moment) {
        return moment <= best.until ? best.picture : Picture();
    }
    if (moment > track.original.until) {
        return {};
    }
    const QSize wanted = targetRect(original.size(), tile.rect, tile.fit).size();
    const bool isScaled = !best.picture.isNull() && best.picture.time == original.time &&
                          best.picture.size() == wanted;
    return isScaled ? best.picture : original;
}

void TileStore::forgetUntil(const TrackId &track, MediaTime moment)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_tracks.find(track);
    if (found == m_tracks.end()) {
        return;
    }
    std::erase_if(found->second.scaled,
                  [&](const Shown &shown) { return shown.picture.time <= moment; });
    if (found->second.original.picture.time <= moment) {
        found->second.original = {};
    }
}

void TileStore::passed(MediaTime moment)
{
    std::lock_guard lock(m_mutex);
    for (auto &[track, entry] : m_tracks) {
        std::erase_if(entry.scaled, [=](const Shown &shown) { return shown.until < moment; });
        if (entry.original.until < moment) {
            entry.original = {};
        }
    }
    std::erase_if(m_tracks, [](const auto &entry) {
        return entry.second.scaled.empty() && entry.second.original.picture.isNull();
    });
}

size_t TileStore::tracks() const
{
    std::lock_guard lock(m_mutex);
    return m_tracks.size();
}

std::vector<std::pair<TrackId, AudioBlock>> TileStore::takeAudio(MediaTime until)
{
    std::vector<std::pair<TrackId, AudioBlock>> taken;
    std::lock_guard lock(m_mutex);
    while (!m_audio.empty() && m_audio.front().sound.second.time <= until) {
        taken.push_back(std::move(m_audio.front().sound));
        m_audio.pop_front();
    }
    return taken;
}

std::optional<MediaTime> TileStore::nextSoundFrom(MediaTime from) const
{
    std::optional<MediaTime> next;
    std::lock_guard lock(m_mutex);
    for (const auto &heard : m_audio) {
        next = soonest(next, heard.sound.second, from);
    }
    return next;
}

std::map<TrackId, int64_t> TileStore::lostFrames() const
{
    std::lock_guard lock(m_mutex);
    return m_lost;
}

} // namespace prosc
