#pragma once

#include "app/commands/command_line.h"
#include "app/uploads/upload_settings.h"

#include <optional>

namespace prosc {

/// --upload-limit and --upload-after.
void addUploadOptions(CommandLine &line);
/// What they say; nothing, and the sentence printed, when one is wrong. Local copies are kept: who
/// gives a folder on the command line looks after it.
[[nodiscard]] std::optional<UploadSettings> uploadSettingsFrom(const CommandLine &line);

} // namespace prosc
