#pragma once

#include "app/commands/command_line.h"
#include "app/commands/headless_recording.h"

namespace prosc {

/// Which locations of the result to print; the JSON has both.
enum class ShownPlace { FileAndLibrary, File };

/// Prints a recording's progress on stderr, and its outcome; then ends the event loop with the exit
/// code, after giving other uploads in `uploads` (recordings of earlier runs) a short time to
/// finish.
void showRecording(HeadlessRecording &recording, const CommandLine &line, UploadQueue &uploads,
                   ShownPlace place = ShownPlace::FileAndLibrary);

/// Prints what happens to recordings that an earlier run left unfinished.
void sayWhatBecomesOf(RecordingRecovery &recovery, HeadlessRecording &recording);

} // namespace prosc
