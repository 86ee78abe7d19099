#pragma once

#include <vector>

namespace prosc {

/// Entry i migrates the index's tables from version i to i + 1. Never change a released entry: add
/// one.
[[nodiscard]] const std::vector<std::vector<const char *>> &libraryMigrations();

} // namespace prosc
