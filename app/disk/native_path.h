#pragma once

#include <QString>

#include <filesystem>

namespace prosc {

/// `path` for std::filesystem and system_file.h. On Windows it never passes through the ANSI code
/// page, which may lack what a recording's name holds.
[[nodiscard]] std::filesystem::path nativePath(const QString &path);

} // namespace prosc
