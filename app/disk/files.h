#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace prosc {

// Operations on whole files and on folders. Errors: NotFound, PermissionDenied, DiskFull,
// DiskError. New files and folders are private to their owner.

/// Makes names created, renamed or removed in `folder` survive a power cut. Succeeds also
/// where the file system does not support that, as some network file systems.
[[nodiscard]] Status syncFolder(const QString &folder);
/// Renames atomically, then syncFolder().
[[nodiscard]] Status renameDurably(const QString &from, const QString &to);

enum class Durability {
    /// Survives a power cut; waits for the disk.
    Synced,
    /// Survives the end of the program; does not wait for the disk.
    Written,
};
/// Replaces `path` with `content` atomically: there is always either the old or the new file.
/// Several writers do not disturb each other: one of them is the last. A link stays a link.
/// DiskError also when the folder is gone. What a killed writer left beside `path` is removed the
/// next time, once it is ten minutes old.
[[nodiscard]] Status replaceFile(const QString &path, const QByteArray &content,
                                 Durability durability = Durability::Synced);
[[nodiscard]] Status replaceFile(const QString &path, const QJsonObject &json,
                                 Durability durability = Durability::Synced);
/// The content of a small file; empty when it is missing or cannot be read.
[[nodiscard]] QByteArray contentOf(const QString &path);
/// Renames a file that this version cannot read to PATH.unreadable, in place of an earlier one, so
/// that writing `path` again loses nothing of it.
[[nodiscard]] Status setAside(const QString &path);
/// Appends `lines` to `path` and syncs it.
[[nodiscard]] Status appendToFile(const QString &path, const QByteArray &lines);
/// Creates `folder` and its missing parents, durably.
[[nodiscard]] Status makeFolders(const QString &folder);

} // namespace prosc
