#pragma once

#include <vector>

namespace prosc {

/// What brings the index' tables from version i to i + 1. Never change an entry that was released:
/// add one.
[[nodiscard]] const std::vector<std::vector<const char *>> &libraryMigrations();

} // namespace prosc
