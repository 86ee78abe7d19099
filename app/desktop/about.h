#pragma once

#include "ui/pages/about_dialog.h"

namespace prosc {

enum class BuildParts {
    /// Without the room service (PROSCENIUM_SERVICE=OFF).
    Client,
    All
};

/// What this build consists of: packaging/components.json, with the versions that CMake found.
[[nodiscard]] AboutView aboutOf(BuildParts parts);

} // namespace prosc
