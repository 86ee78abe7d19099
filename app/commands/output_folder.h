#pragma once

#include "app/commands/command_line.h"

namespace prosc {

/// The folder named by `--out`, otherwise the one from `fallback`; created and writable. nullopt if
/// it is not, after printing which folder that is and why.
[[nodiscard]] std::optional<QString> outputFolder(const CommandLine &line,
                                                  Result<QString> (*fallback)());

} // namespace prosc
