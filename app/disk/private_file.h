#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace prosc {

/// Writes a file that only its owner may read (from the start), atomically; creates its
/// folder if necessary. DiskError, PermissionDenied, DiskFull.
[[nodiscard]] Status writePrivateFile(const QString &path, const QByteArray &content);

/// Reads such a file. PermissionDenied if it may not be read, or if others than its owner may read
/// or write it; otherwise DiskError.
[[nodiscard]] Result<QByteArray> readPrivateFile(const QString &path);

/// Takes the rights of others than the owner to `path` away; nothing if it is missing. Does not
/// open it. PermissionDenied if it is somebody else's.
[[nodiscard]] Status keepPrivate(const QString &path);

} // namespace prosc
