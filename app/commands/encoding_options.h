#pragma once

#include "app/commands/command_line.h"
#include "app/recording/ports.h"

#include <optional>

namespace prosc {

/// --encoder, --preset and --cpu-budget.
void addEncodingOptions(CommandLine &line);
/// The parsed values; nullopt after printing a sentence if one is invalid.
[[nodiscard]] std::optional<EncodingSettings> encodingFrom(const CommandLine &line);

} // namespace prosc
