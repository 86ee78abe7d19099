#pragma once

#include "app/stage/media.h"

namespace prosc {

/// How a number is painted in machine-readable form; lengths are for a picture 720 pixels high. Its
/// bits are a row of blocks, the lowest one leftmost, white for 1 and black for 0; in the row
/// below, each block is inverted.
struct ClockMarks
{
    static constexpr int kBits = 10;
    static constexpr int kLeft = 64;
    static constexpr int kTop = 64;
    static constexpr int kSide = 48;
};

/// The picture of a simulated participant at a moment of its loop, BT.601: a plain background in
/// its colour, a moving band at the bottom, its number in the middle and a clock (mm:ss.ff) under
/// it.
struct TestCard
{
    int number = 1;
    QSize size;
    int fps = 30;
    int frames = 120;

    [[nodiscard]] Picture draw(int frame) const;
    /// As draw(), but with the frame's number in machine-readable form (ClockMarks) instead of the
    /// text.
    [[nodiscard]] Picture drawClock(int frame) const;

private:
    void drawGround(const WritablePicture &target, int frame) const;
    [[nodiscard]] MediaTime timeOf(int frame) const;
};

} // namespace prosc
