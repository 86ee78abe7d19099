#pragma once

#include "app/stage/stage_layout.h"

#include <map>

namespace prosc {

/// A camera is sent in three sizes, and each receiver gets the one it asks for: 0 is the smallest
/// layer, kTopLayer the full picture.
constexpr int kSimulcastLayers = 3;
constexpr int kTopLayer = kSimulcastLayers - 1;

/// The size of a layer of a picture. The lower layers are as large as needed to cover 320x180 or
/// 640x360, the top layer is the picture itself: exactly a quarter, a half and all of 1280x720.
/// Even, never larger than the picture.
[[nodiscard]] QSize layerSize(QSize picture, int layer);

/// The lowest layer of a 1280x720 camera that is not smaller than `tile` in either direction, or
/// the top one when all are; `reduction` steps lower, but never below 0. A tile of 384x216 gets
/// 640x360, as a layer must not be enlarged; if the computer cannot cope, the reduction makes it
/// 320x180. A tile larger than 640x360 is lowered by at most one step, and one larger than
/// 1280x720, which is the focus of attention, not at all.
[[nodiscard]] int layerFor(QSize tile, int reduction = 0);

/// The cameras to receive, and the layer of each.
using WantedLayers = std::map<TrackId, int>;

/// What a stage shows: the cameras that have a tile and are on. The main tile is not reduced. A
/// shared screen is not listed; it is never reduced.
[[nodiscard]] WantedLayers wantedLayers(const StageLayout &layout, int reduction = 0);
/// What two stages need together: for each camera the higher layer.
[[nodiscard]] WantedLayers together(WantedLayers one, const WantedLayers &other);

} // namespace prosc
