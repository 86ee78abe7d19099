#pragma once

#include "app/stage/media.h"

#include <QRect>

namespace prosc {

/// Cuts the corners of `rect` (even) round: what is outside becomes `ground` (Y, U, V), the edge is
/// smooth.
void roundCorners(const WritablePicture &target, QRect rect, std::array<uint8_t, 3> ground);

/// Draws a neutral head and shoulders over the whole picture, which is as large as its tile.
void drawFigure(const WritablePicture &picture);

} // namespace prosc
