#pragma once

#include "app/commands/command_line.h"
#include "app/uploads/upload_settings.h"

#include <optional>

namespace prosc {

/// --upload-limit, --upload-after and --remove-copy.
void addUploadOptions(CommandLine &line);
/// The parsed values; nullopt after printing a sentence if one is invalid. Local copies are kept
/// without --remove-copy: a user who names a folder on the command line manages it.
[[nodiscard]] std::optional<UploadSettings> uploadSettingsFrom(const CommandLine &line);

} // namespace prosc
