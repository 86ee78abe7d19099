#pragma once

#include "app/commands/command_line.h"
#include "app/commands/headless_recording.h"

namespace prosc {

/// Says on stderr how a recording goes, and prints its outcome; ends the event loop with the exit code.
void showRecording(HeadlessRecording &recording, const CommandLine &line);

} // namespace prosc
