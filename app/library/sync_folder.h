#pragma once

#include <QString>

namespace prosc {

/// Makes what was created, renamed or removed in `folder` survive a loss of power. Does nothing where the system has no
/// such call.
void syncFolder(const QString &folder);

} // namespace prosc
