#pragma once

#include <filesystem>
#include <string>

namespace prosc {

/// `path` for Windows' own functions, which take more than 260 characters only of an absolute path
/// behind `\\?\`; of a network share behind `\\?\UNC\`.
[[nodiscard]] std::wstring win32Path(const std::filesystem::path &path);

} // namespace prosc
