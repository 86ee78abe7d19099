#pragma once

#include "app/stage/ports.h"
#include "app/stage/stage_layout.h"

#include <QImage>

#include <map>
#include <set>

namespace prosc {

/// Caches the stage's pictures as images of exactly their size on the screen, so that each picture
/// is converted only once.
class PictureCache
{
public:
    explicit PictureCache(const PictureConverter &converter) : m_converter(converter) {}

    struct Entry
    {
        QImage image;
        /// Position on the stage, in device pixels.
        QRect rect;
    };

    /// The image of `picture` for `tile`, both in device pixels.
    [[nodiscard]] const Entry &entry(const StageTile &tile, const Picture &picture);
    /// True when entry() would have to convert.
    [[nodiscard]] bool isStale(const StageTile &tile, const Picture &picture) const;
    /// Evicts all tracks that are not in `tracks`.
    void keepOnly(const std::set<TrackId> &tracks);

private:
    struct Item
    {
        std::shared_ptr<const PictureBuffer> buffer;
        QRect tile;
        TileFit fit = TileFit::Fill;
        Entry entry;
    };

    const PictureConverter &m_converter;
    std::map<TrackId, Item> m_items;
};

} // namespace prosc
