#pragma once

#include "app/stage/media.h"

#include <QRect>

namespace prosc {

/// Rounds the corners of `rect` (even coordinates): what lies outside becomes `ground` (Y, U, V),
/// with an anti-aliased edge.
void roundCorners(const WritablePicture &target, QRect rect, std::array<uint8_t, 3> ground);

/// Draws a neutral head and shoulders over the whole picture, which is as large as its tile.
void drawFigure(const WritablePicture &picture);

} // namespace prosc
