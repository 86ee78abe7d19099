#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace prosc {

// Whole files, and names in folders. Errors: NotFound, PermissionDenied, DiskFull, DiskError. What
// is created belongs to its owner only: files have mode 0600, folders 0700.

/// Makes what was created, renamed or removed in `folder` survive a loss of power (fsync). Success
/// where the file system has no such thing, as some of the network.
[[nodiscard]] Status syncFolder(const QString &folder);
/// rename(2), then syncFolder().
[[nodiscard]] Status renameDurably(const QString &from, const QString &to);

enum class Durability {
    /// Survives a loss of power; waits for the disk.
    Synced,
    /// Survives the end of the program; does not wait.
    Written,
};
/// Replaces `path` with `content` so that there is always either the old or the new one.
[[nodiscard]] Status replaceFile(const QString &path, const QByteArray &content,
                                 Durability durability = Durability::Synced);
[[nodiscard]] Status replaceFile(const QString &path, const QJsonObject &json,
                                 Durability durability = Durability::Synced);
/// All of a small file; empty when it is not there or cannot be read.
[[nodiscard]] QByteArray contentOf(const QString &path);
/// Adds `lines` to the end of `path` and syncs it.
[[nodiscard]] Status appendToFile(const QString &path, const QByteArray &lines);
/// Makes `folder` and the missing ones above it, and makes them last.
[[nodiscard]] Status makeFolders(const QString &folder);

} // namespace prosc
