#pragma once

#include "app/stage/ports.h"
#include "app/stage/stage_layout.h"

#include <QImage>

#include <map>
#include <set>

namespace prosc {

/// The pictures of the stage as images of exactly the size they have on the screen. A picture is
/// converted once.
class PictureCache
{
public:
    explicit PictureCache(const PictureConverter &converter) : m_converter(converter) {}

    struct Entry
    {
        QImage image;
        /// Where it stands, in device pixels of the stage.
        QRect rect;
    };

    /// The image of `picture` for `tile`, both in device pixels.
    [[nodiscard]] const Entry &entry(const StageTile &tile, const Picture &picture);
    /// True when entry() would have to convert.
    [[nodiscard]] bool isStale(const StageTile &tile, const Picture &picture) const;
    /// Forgets all tracks that are not in `tracks`.
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
