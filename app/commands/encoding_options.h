#pragma once

#include "app/commands/command_line.h"
#include "app/recording/ports.h"

#include <optional>

namespace prosc {

/// --encoder, --preset and --cpu-budget.
void addEncodingOptions(CommandLine &line);
/// What they say; nothing, and the sentence printed, when one is wrong.
[[nodiscard]] std::optional<EncodingSettings> encodingFrom(const CommandLine &line);

} // namespace prosc
