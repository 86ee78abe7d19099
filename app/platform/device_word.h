#pragma once

#include "app/base/ids.h"

#include <QString>

namespace prosc {

/// A word that is always the same for this computer and `room`, and tells nothing about it: other
/// rooms get another one (msg::Join::device). Empty where the system has no id for the machine.
[[nodiscard]] QString deviceWord(const RoomId &room);

} // namespace prosc
