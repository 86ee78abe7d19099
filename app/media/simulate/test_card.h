#pragma once

#include "app/stage/media.h"

namespace prosc {

/// How a number is painted for programs, in a picture 720 high: its bits as a row of blocks, the
/// lowest one left, white where a bit is set and black where not; in the row below each block is
/// the opposite.
struct ClockMarks
{
    static constexpr int kBits = 10;
    static constexpr int kLeft = 64;
    static constexpr int kTop = 64;
    static constexpr int kSide = 48;
};

/// The picture of a simulated participant at a moment of its loop, BT.601: a plain ground in its
/// colour, a moving band below, its number in the middle and a clock (mm:ss.ff) under it.
struct TestCard
{
    int number = 1;
    QSize size;
    int fps = 30;
    int frames = 120;

    [[nodiscard]] Picture draw(int frame) const;
    /// As draw(), but in place of the text the number of the frame as programs read it, see
    /// ClockMarks.
    [[nodiscard]] Picture drawClock(int frame) const;

private:
    void drawGround(const WritablePicture &target, int frame) const;
    [[nodiscard]] MediaTime timeOf(int frame) const;
};

} // namespace prosc
