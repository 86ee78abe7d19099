#pragma once

#include "app/commands/command_line.h"
#include "app/commands/headless_recording.h"

namespace prosc {

/// Where the result can be seen, for people; the JSON has both.
enum class ShownPlace { FileAndLibrary, File };

/// Says on stderr how a recording goes, and prints its outcome; ends the event loop with the exit
/// code, once the other uploads of `uploads` (recordings of earlier runs) have had a little time
/// too.
void showRecording(HeadlessRecording &recording, const CommandLine &line, UploadQueue &uploads,
                   ShownPlace place = ShownPlace::FileAndLibrary);

/// Says what becomes of recordings that an earlier run left unfinished.
void sayWhatBecomesOf(RecordingRecovery &recovery, HeadlessRecording &recording);

} // namespace prosc
