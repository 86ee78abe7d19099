#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// Where the program keeps things; the folders exist, and only this user can enter those it made.
struct Folders
{
    /// Upload jobs, recent rooms, a hosted room's data.
    QString data;
    /// Movies/Proscenium; inside `data` where there is no folder for movies.
    QString recordings;
    QString cache;

    /// The usual places of this system (QStandardPaths). DiskError, PermissionDenied.
    [[nodiscard]] static Result<Folders> create();
};

/// Makes `folder` (mode 0700) and what is missing above it; leaves one that exists as it is.
/// DiskError, PermissionDenied.
[[nodiscard]] Status makePrivateFolder(const QString &folder);

/// Makes `folder` and what is missing above it, and writes a file there and removes it again.
/// DiskError, DiskFull, PermissionDenied: the detail names the folder and the system's reason.
[[nodiscard]] Status makeWritableFolder(const QString &folder);

} // namespace prosc
