#pragma once

#include "app/commands/command_line.h"

namespace prosc {

/// The folder that `--out` names, else the one that `fallback` finds: it exists and can be written.
/// Nothing, when it cannot; says which folder that is and why.
[[nodiscard]] std::optional<QString> outputFolder(const CommandLine &line,
                                                  Result<QString> (*fallback)());

} // namespace prosc
