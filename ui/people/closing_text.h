#pragma once

#include "ui/model/room_view.h"

namespace prosc {

/// The sentence above the stage while the session is going to end by itself; empty otherwise.
/// `now` on the window's clock.
[[nodiscard]] QString closingText(const RoomView &view, MediaTime now);

} // namespace prosc
