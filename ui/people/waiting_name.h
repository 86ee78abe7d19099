#pragma once

#include "app/room/protocol/values.h"

namespace prosc {

/// The name of somebody who waits, with a warning where somebody was removed who came from there.
[[nodiscard]] QString waitingName(const WaitingPerson &person);

} // namespace prosc
