#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// Where the program stores its data; the folders exist, and only this user can enter those it
/// made.
struct Folders
{
    /// Upload jobs, recent rooms, a hosted room's data.
    QString data;
    /// Movies/Proscenium; inside `data` if there is no folder for movies.
    QString recordings;
    QString cache;

    /// The system's standard locations (QStandardPaths). DiskError, PermissionDenied: the detail is
    /// the folder that cannot be made.
    [[nodiscard]] static Result<Folders> create();
};

/// Creates `folder` (mode 0700) and missing parents; leaves an existing one as it is. DiskError,
/// PermissionDenied.
[[nodiscard]] Status makePrivateFolder(const QString &folder);

/// Creates `folder` and missing parents, then writes and removes a test file in it. DiskError,
/// DiskFull, PermissionDenied: the detail names the folder and the system's reason.
[[nodiscard]] Status makeWritableFolder(const QString &folder);

} // namespace prosc
