#pragma once

#include "app/commands/command_line.h"
#include "app/server/room_service.h"

namespace prosc {

/// Prints the three links of a room.
void printRoom(const CommandLine &line, const QString &title, const OpenedRoom &room);

/// Waits up to 5 s for the media server and prints what is missing if it does not come up. True if
/// it is running.
bool reportMediaServer(RoomService &service);

} // namespace prosc
