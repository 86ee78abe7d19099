#pragma once

#include "app/room/protocol/values.h"
#include "app/stage/stage_layout.h"

namespace prosc {

/// Who stands on the stage, in the order in which they came, as the snapshot says. A person whose
/// connection is cut keeps the place, with the camera off. Shared content is the newest share.
[[nodiscard]] StageScene sceneOf(const RoomSnapshot &snapshot);

} // namespace prosc
