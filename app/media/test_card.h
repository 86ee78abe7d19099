#pragma once

#include "app/stage/media.h"

namespace prosc {

/// The picture of a simulated participant at a moment of its loop, BT.601: a plain ground in its
/// colour, a moving band below, its number in the middle and a clock (mm:ss.ff) under it.
struct TestCard
{
    int number = 1;
    QSize size;
    int fps = 30;
    int frames = 120;

    [[nodiscard]] Picture draw(int frame) const;
};

} // namespace prosc
