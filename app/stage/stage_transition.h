#pragma once

#include "app/base/clock.h"
#include "app/stage/stage_layout.h"

namespace prosc {

/// Animates the change from one layout to the next: tiles move and resize smoothly, new ones grow
/// from their centre, removed ones shrink into theirs. The window and the file both draw the
/// result. Pure: the caller passes the time.
class StageTransition
{
public:
    static constexpr std::chrono::milliseconds kLength{200};

    /// Starts moving to `target` from where the tiles are at `now`. The first layout, and one of
    /// another size (a resized window), takes effect at once. `now` must not decrease.
    void setLayout(const StageLayout &target, MediaTime now);

    /// The tiles at `now`. During the movement they may overlap and are in drawing order; tiles
    /// that shrink away come first. Coordinates are even, as in StageLayout.
    [[nodiscard]] StageLayout at(MediaTime now) const;

    [[nodiscard]] bool isMoving(MediaTime now) const;
    [[nodiscard]] const StageLayout &target() const { return m_target; }

private:
    StageLayout m_from;
    StageLayout m_target;
    /// When the movement began; nullopt when nothing moves.
    std::optional<MediaTime> m_start;
};

} // namespace prosc
