#pragma once

#include "app/base/result.h"
#include "app/server/index/library_index.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace prosc {

// What the index does with its database, before it is about rooms and recordings.

/// Opens `file`, private to its owner, as `database`, and migrates its tables; errors as
/// LibraryIndex::open().
[[nodiscard]] Status openLibraryDatabase(QSqlDatabase &database, const QString &file,
                                         LibraryIndex::IfEmpty ifEmpty);

/// Runs one statement. DiskFull, FileDamaged, DiskError.
[[nodiscard]] Result<QSqlQuery> execute(const QSqlDatabase &database, const QString &sql,
                                        const QVariantList &values = {});
[[nodiscard]] tl::unexpected<Error> sqlError(const QSqlError &error);

} // namespace prosc
