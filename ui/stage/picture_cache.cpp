#include "ui/stage/picture_cache.h"

namespace prosc {

bool PictureCache::isStale(const StageTile &tile, const Picture &picture) const
{
    const auto found = m_items.find(tile.track);
    return found == m_items.end() || found->second.buffer != picture.buffer ||
           found->second.tile != tile.rect || found->second.fit != tile.fit;
}

const PictureCache::Entry &PictureCache::entry(const StageTile &tile, const Picture &picture)
{
    const bool stale = isStale(tile, picture);
    Item &item = m_items[tile.track];
    if (!stale) {
        return item.entry;
    }
    item.buffer = picture.buffer;
    item.tile = tile.rect;
    item.fit = tile.fit;
    const QRect source = sourceRect(picture.size(), tile.rect.size(), tile.fit);
    item.entry.rect = targetRect(picture.size(), tile.rect, tile.fit);
    if (item.entry.image.size() != item.entry.rect.size()) {
        item.entry.image = QImage(item.entry.rect.size(), QImage::Format_RGB32);
    }
    if (!item.entry.image.isNull() && !source.isEmpty()) {
        m_converter.toBgra(picture, source, item.entry.rect.size(), item.entry.image.bits(),
                           static_cast<int>(item.entry.image.bytesPerLine()));
    }
    return item.entry;
}

void PictureCache::keepOnly(const std::set<TrackId> &tracks)
{
    std::erase_if(m_items, [&tracks](const auto &item) { return !tracks.contains(item.first); });
}

} // namespace prosc
