#include "app/disk/win32_path.h"

#include <string_view>
#include <windows.h>

using namespace std::string_view_literals;

namespace prosc {

namespace {

/// Absolute, with backslashes and without dots: behind `\\?\` Windows changes nothing any more.
std::wstring absolute(const std::wstring &path)
{
    std::wstring full(MAX_PATH, L'\0');
    while (true) {
        const DWORD length =
            ::GetFullPathNameW(path.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr);
        if (length == 0) {
            return path; // what opens it will say why
        }
        const bool fits = length < full.size();
        full.resize(length);
        if (fits) {
            return full;
        }
    }
}

} // namespace

std::wstring win32Path(const std::filesystem::path &path)
{
    auto full = absolute(path.native());
    if (full.starts_with(LR"(\\?\)"sv) || full.starts_with(LR"(\\.\)"sv)) {
        return full;
    }
    if (full.starts_with(LR"(\\)"sv)) {
        return LR"(\\?\UNC)" + full.substr(1);
    }
    return LR"(\\?\)" + full;
}

} // namespace prosc
