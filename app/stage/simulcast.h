#pragma once

#include "app/stage/stage_layout.h"

#include <map>

namespace prosc {

/// A camera is sent in three sizes, and each receiver gets the one it asks for: 0 is the smallest
/// layer, kTopLayer the picture itself.
constexpr int kSimulcastLayers = 3;
constexpr int kTopLayer = kSimulcastLayers - 1;

/// The size of a layer of a picture: as large as needed to cover 320x180, 640x360 or 1280x720, so
/// exactly a quarter, a half and all of 1280x720; even, never larger than the picture.
[[nodiscard]] QSize layerSize(QSize picture, int layer);

/// The lowest layer of a 1280x720 camera that is not smaller than `tile` in either direction, the
/// top one when none is; `reduction` steps lower, but never below 0. A tile of 384x216 gets
/// 640x360: a layer that has to be enlarged does not fit. Where that is too much for the computer,
/// the reduction makes it 320x180. A tile larger than 640x360 is lowered by one step at most, and
/// one larger than 1280x720, which people look at, not at all.
[[nodiscard]] int layerFor(QSize tile, int reduction = 0);

/// The cameras somebody has to receive, and in which layer.
using WantedLayers = std::map<TrackId, int>;

/// What a stage shows: the cameras that have a tile and are on. The main tile is not reduced. The
/// shared screen is not listed, it is never reduced.
[[nodiscard]] WantedLayers wantedLayers(const StageLayout &layout, int reduction = 0);
/// What two stages show together: for each camera the higher layer.
[[nodiscard]] WantedLayers together(WantedLayers one, const WantedLayers &other);

} // namespace prosc
