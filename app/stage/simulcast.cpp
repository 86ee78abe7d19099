#include "app/stage/simulcast.h"

#include <algorithm>

namespace prosc {

namespace {

QSize nominalSize(int layer)
{
    const int divisor = 1 << (kTopLayer - layer);
    return {1280 / divisor, 720 / divisor};
}

int even(int value)
{
    return std::max(2, value & ~1);
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
    return {even(size.width()), even(size.height())};
}

int layerFor(QSize tile, int reduction)
{
    int layer = 0;
    while (layer < kTopLayer && (nominalSize(layer).width() < tile.width() ||
                                 nominalSize(layer).height() < tile.height())) {
        ++layer;
    }
    return std::max(0, layer - std::max(0, reduction));
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
