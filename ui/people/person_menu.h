#pragma once

#include "app/base/ids.h"

class QMenu;
class QWidget;

namespace prosc {

class RoomModel;

/// The menu of one person, for their tile on the stage and their row in the list: highlight, fit,
/// and what moderators may do. Deletes itself when closed. Null if there is nothing to do.
[[nodiscard]] QMenu *makePersonMenu(RoomModel &room, const ParticipantId &person, QWidget *parent);

} // namespace prosc
