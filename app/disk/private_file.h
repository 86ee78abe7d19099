#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace prosc {

/// Writes a file that only its owner may read (mode 0600 from its first moment), whole or not at
/// all; its folder is made if need be. DiskError, PermissionDenied, DiskFull.
[[nodiscard]] Status writePrivateFile(const QString &path, const QByteArray &content);

/// Reads such a file. PermissionDenied if its group or others may read or write it, else DiskError.
[[nodiscard]] Result<QByteArray> readPrivateFile(const QString &path);

} // namespace prosc
