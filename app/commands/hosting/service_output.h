#pragma once

#include "app/commands/command_line.h"
#include "app/server/room_service.h"

namespace prosc {

/// The title and the three links of a room, for people.
[[nodiscard]] QString roomLinks(const QString &title, const OpenedRoom &room);

/// Prints the three links of a room.
void printRoom(const CommandLine &line, const QString &title, const OpenedRoom &room);

/// Waits up to 5 s for the media server and prints what is missing if it does not come up. True if
/// it is running.
bool reportMediaServer(RoomService &service);

} // namespace prosc
