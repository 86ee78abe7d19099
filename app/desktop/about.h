#pragma once

#include "ui/pages/about_dialog.h"

namespace prosc {

/// What this build consists of: packaging/components.json, with the versions that CMake found.
[[nodiscard]] AboutView aboutThisBuild();

} // namespace prosc
