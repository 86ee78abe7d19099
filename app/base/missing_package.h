#pragma once

#include "app/base/result.h"

#include <QStringList>

namespace prosc {

/// Whether this program brought all that it needs along: an AppImage, a Flatpak, a Windows or macOS
/// program. Then a part that is missing is in no package of the system's.
[[nodiscard]] bool isBundled();

/// PackageMissing: its detail is the Debian packages that hold what is missing, ", " between them;
/// empty where this program should have brought it along.
[[nodiscard]] Error missingPackages(QStringList packages);

} // namespace prosc
