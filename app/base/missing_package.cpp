#include "app/base/missing_package.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

bool isBundled()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return true;
#else
    // Set by what starts such a program.
    constexpr std::array kSigns = {"APPIMAGE", "FLATPAK_ID", "SNAP"};
    return std::ranges::any_of(kSigns,
                               [](const char *name) { return qEnvironmentVariableIsSet(name); });
#endif
}

Error missingPackages(QStringList packages)
{
    packages.sort();
    packages.removeDuplicates();
    return {ErrorCode::PackageMissing, isBundled() ? QString() : packages.join(u", "_s)};
}

} // namespace prosc
