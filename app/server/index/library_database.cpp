#include "app/server/index/library_database.h"

#include "app/base/missing_package.h"
#include "app/disk/durable_file.h"
#include "app/disk/private_file.h"
#include "app/server/index/library_migrations.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

tl::unexpected<Error> damaged(const QString &why)
{
    return fail(ErrorCode::LibraryDamaged, u"library.sqlite %1; run \"proscenium-room library "
                                           "rebuild\", which makes it again"_s.arg(why));
}

/// SQLite would create it for everybody to read, and gives its companions the same mode. An
/// existing one is not opened: closing it would take away the locks that this process has on it.
Status makePrivate(const QString &file)
{
    if (!QFileInfo::exists(file)) {
        if (auto made = DurableFile::open(file, FileMode::OpenOrCreate); !made) {
            return fail(made.error());
        }
    }
    const QString target = QFileInfo(file).canonicalFilePath();
    for (const auto *companion : {"", "-wal", "-shm"}) {
        if (auto done = keepPrivate(target + QLatin1String(companion)); !done) {
            return done;
        }
    }
    return {};
}

Result<bool> holdsTables(const QSqlDatabase &database)
{
    auto query = execute(database, u"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND "
                                   "name IN ('schema_version', 'rooms', 'recordings')"_s);
    if (!query) {
        return fail(query.error());
    }
    return query->next() && query->value(0).toInt() == 3;
}

/// 0 for an index without tables.
Result<int> schemaVersion(const QSqlDatabase &database)
{
    auto tables = execute(database, u"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND "
                                    "name = 'schema_version'"_s);
    if (!tables) {
        return fail(tables.error());
    }
    if (!tables->next() || tables->value(0).toInt() == 0) {
        return 0;
    }
    auto query = execute(database, u"SELECT MAX(version) FROM schema_version"_s);
    if (!query) {
        return fail(query.error());
    }
    return query->next() ? query->value(0).toInt() : 0;
}

Status migrate(QSqlDatabase &database, int version)
{
    auto made = execute(database, u"CREATE TABLE IF NOT EXISTS schema_version "
                                  "(version INTEGER NOT NULL)"_s);
    if (!made) {
        return fail(made.error());
    }
    for (auto next = static_cast<size_t>(version); next < libraryMigrations().size(); ++next) {
        if (!database.transaction()) {
            return sqlError(database.lastError());
        }
        for (const char *sql : libraryMigrations().at(next)) {
            if (auto done = execute(database, QLatin1String(sql)); !done) {
                database.rollback();
                return fail(done.error());
            }
        }
        const auto noted = execute(database, u"INSERT INTO schema_version VALUES (?)"_s,
                                   {static_cast<int>(next) + 1});
        if (!noted || !database.commit()) {
            return noted ? sqlError(database.lastError()) : fail(noted.error());
        }
    }
    return {};
}

} // namespace

tl::unexpected<Error> sqlError(const QSqlError &error)
{
    constexpr int kCorrupt = 11;
    constexpr int kFull = 13;
    constexpr int kNotADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xFF; // without the extension
    if (code == kCorrupt || code == kNotADatabase) {
        return damaged(u"is damaged"_s);
    }
    return fail(code == kFull ? ErrorCode::DiskFull : ErrorCode::DiskError,
                u"library index: "_s + error.text());
}

Result<QSqlQuery> execute(const QSqlDatabase &database, const QString &sql,
                          const QVariantList &values)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return sqlError(query.lastError());
    }
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return sqlError(query.lastError());
    }
    return query;
}

Status openLibraryDatabase(QSqlDatabase &database, const QString &file,
                           LibraryIndex::IfEmpty ifEmpty)
{
    const bool refusesEmpty = ifEmpty == LibraryIndex::IfEmpty::Refuse;
    // Before SQLite sees it: it deletes the write-ahead log of an empty file.
    if (refusesEmpty && QFileInfo(file).size() == 0) {
        return damaged(QFileInfo::exists(file) ? u"is empty"_s : u"is missing"_s);
    }
    if (auto made = makePrivate(file); !made) {
        return made;
    }
    if (!QSqlDatabase::isDriverAvailable(database.driverName())) {
        return fail(missingPackages({u"libqt6sql6-sqlite"_s}));
    }
    database.setDatabaseName(file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (const QFileInfo info(file); !info.isReadable() || !info.isWritable()) {
        // SQLite says only that it cannot open it.
        return fail(ErrorCode::PermissionDenied,
                    u"%1: Permission denied; it belongs to %2"_s.arg(file, info.owner()));
    }
    if (!database.open()) {
        return sqlError(database.lastError());
    }
    const auto filled = holdsTables(database);
    if (!filled) {
        return fail(filled.error());
    }
    if (!*filled && refusesEmpty) {
        return damaged(u"is not the index of a library"_s);
    }
    const auto version = schemaVersion(database);
    if (!version) {
        return fail(version.error());
    }
    // Before anything is written: a later version finds its index as it was.
    if (*version > static_cast<int>(libraryMigrations().size())) {
        return fail(ErrorCode::LibraryNewer, u"library.sqlite has version %1"_s.arg(*version));
    }
    for (const auto *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"}) {
        if (auto done = execute(database, QLatin1String(pragma)); !done) {
            return fail(done.error());
        }
    }
    return migrate(database, *version);
}

} // namespace prosc
