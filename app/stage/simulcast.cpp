#include "app/stage/simulcast.h"

#include "app/stage/even.h"

#include <algorithm>

namespace prosc {

namespace {

QSize nominalSize(int layer)
{
    const int divisor = 1 << (kTopLayer - layer);
    return {1280 / divisor, 720 / divisor};
}

bool fitsIn(QSize tile, QSize size)
{
    return tile.width() <= size.width() && tile.height() <= size.height();
}

/// How many of the `steps` apply to a tile: all if it is small, one if it is larger, and none if
/// even the top layer is enlarged.
int stepsFor(QSize tile, int steps)
{
    const int most = fitsIn(tile, nominalSize(1))   ? kTopLayer
                     : fitsIn(tile, nominalSize(2)) ? 1
                                                    : 0;
    return std::clamp(steps, 0, most);
}

} // namespace

QSize layerSize(QSize picture, int layer)
{
    QSize size = picture;
    if (layer < kTopLayer) {
        size = picture.scaled(nominalSize(layer), Qt::KeepAspectRatioByExpanding);
        if (size.width() > picture.width() || size.height() > picture.height()) {
            size = picture;
        }
    }
    return {evenLength(size.width()), evenLength(size.height())};
}

int layerFor(QSize tile, int reduction)
{
    int layer = 0;
    while (layer < kTopLayer && !fitsIn(tile, nominalSize(layer))) {
        ++layer;
    }
    return std::max(0, layer - stepsFor(tile, reduction));
}

WantedLayers wantedLayers(const StageLayout &layout, int reduction)
{
    WantedLayers wanted;
    for (const StageTile &tile : layout.tiles) {
        if (tile.showsPicture && tile.track.kind == TrackKind::Camera) {
            wanted[tile.track] = layerFor(tile.rect.size(), tile.isMain ? 0 : reduction);
        }
    }
    return wanted;
}

WantedLayers together(WantedLayers one, const WantedLayers &other)
{
    for (const auto &[track, layer] : other) {
        int &kept = one.try_emplace(track, layer).first->second;
        kept = std::max(kept, layer);
    }
    return one;
}

} // namespace prosc
