#pragma once

#include "app/base/clock.h"
#include "app/stage/stage_layout.h"

namespace prosc {

/// The way from one layout to the next: tiles move and change their size smoothly, new ones grow
/// out of their middle, those that are gone shrink into theirs. The window and the file both draw
/// what it says. Pure: it is told the time.
class StageTransition
{
public:
    static constexpr std::chrono::milliseconds kLength{200};

    /// The layout to move to from `now` on; begins where the tiles stand now. The first layout, and
    /// one of another size (a window that is resized), stands at once. `now` never goes back.
    void setLayout(const StageLayout &target, MediaTime now);

    /// Where the tiles stand at `now`. While it moves they may overlap and their order is the order
    /// of drawing; tiles that shrink away come first. Coordinates are even, as in StageLayout.
    [[nodiscard]] StageLayout at(MediaTime now) const;

    [[nodiscard]] bool isMoving(MediaTime now) const;
    [[nodiscard]] const StageLayout &target() const { return m_target; }

private:
    StageLayout m_from;
    StageLayout m_target;
    /// When the movement began; nothing when nothing moves.
    std::optional<MediaTime> m_start;
};

} // namespace prosc
