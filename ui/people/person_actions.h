#pragma once

#include "ui/model/person_action.h"
#include "ui/model/room_view.h"

#include <vector>

namespace prosc {

/// What this client may do to `person` now, in the order of a menu; the service decides anyway.
[[nodiscard]] std::vector<PersonAction> actionsOn(const RoomView &view, const Participant &person);
/// The entry of a menu.
[[nodiscard]] QString actionText(PersonAction action);

} // namespace prosc
