#pragma once

#include "app/base/result.h"

namespace prosc {

/// Makes what was created, renamed or removed in `folder` survive a loss of power (fsync of the
/// folder; nothing where the system has no such call). DiskError; some network file systems refuse
/// it.
[[nodiscard]] Status syncFolder(const QString &folder);

} // namespace prosc
