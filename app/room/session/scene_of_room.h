#pragma once

#include "app/room/protocol/values.h"
#include "app/stage/stage_layout.h"

namespace prosc {

/// The people on stage, in the order in which they came, according to the snapshot. Someone whose
/// connection is lost keeps the place, with camera and microphone off. Shared content is the newest
/// share.
[[nodiscard]] StageScene sceneOf(const RoomSnapshot &snapshot);

} // namespace prosc
