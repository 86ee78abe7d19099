#include "app/server/index/library_index.h"

#include "app/base/time_text.h"
#include "app/server/index/library_database.h"
#include "app/server/index/recording_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>

#include <future>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kRecordingColumns =
    "id, room, epoch, title, owner, name, state, reason, created, created_ms, duration, bytes,"
    " received, sha256, file, upload_created, layout, upload_length, upload_sha256, deleted_at,"
    " state_before, link_key";

/// A null string would be NULL in SQL.
QString notNull(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

RecordingRow rowOf(const QSqlQuery &query)
{
    RecordingRow row;
    row.item.item = RecordingId{query.value(0).toString()};
    row.room = RoomId{query.value(1).toString()};
    row.epoch = query.value(2).toInt();
    row.title = query.value(3).toString();
    row.owner = query.value(4).toString();
    row.item.name = query.value(5).toString();
    row.item.state =
        enumFromName<MediaItemState>(query.value(6).toString()).value_or(MediaItemState::Failed);
    row.item.reason = query.value(7).toString();
    row.item.created = QDateTime::fromString(query.value(8).toString(), Qt::ISODateWithMs);
    row.item.duration = query.value(10).toLongLong();
    row.item.bytes = query.value(11).toLongLong();
    row.item.received = query.value(12).toLongLong();
    row.item.sha256 = query.value(13).toString();
    // A rebuild by an earlier version took any name from a meta.json.
    const QString file = query.value(14).toString();
    row.file = isPlainFileName(file) ? file : QString();
    row.uploadCreated = query.value(15).toBool();
    row.layout =
        enumFromName<UploadLayout>(query.value(16).toString()).value_or(UploadLayout::File);
    if (const qlonglong length = query.value(17).toLongLong(); length >= 0) {
        row.uploadLength = length;
    }
    row.uploadSha256 = query.value(18).toString();
    row.setDeleted(QDateTime::fromString(query.value(19).toString(), Qt::ISODateWithMs));
    row.stateBefore =
        enumFromName<MediaItemState>(query.value(20).toString()).value_or(MediaItemState::Failed);
    row.linkKey = query.value(21).toString();
    return row;
}

QVariantList valuesOf(const RecordingRow &row)
{
    const MediaItem &item = row.item;
    return {item.item.value,
            row.room.value,
            row.epoch,
            notNull(row.title),
            notNull(row.owner),
            notNull(item.name),
            enumName(item.state),
            notNull(item.reason),
            isoWithOffset(item.created),
            item.created.toMSecsSinceEpoch(),
            QVariant::fromValue<qlonglong>(item.duration),
            QVariant::fromValue<qlonglong>(item.bytes),
            QVariant::fromValue<qlonglong>(item.received),
            notNull(item.sha256),
            notNull(row.file),
            row.uploadCreated,
            enumName(row.layout),
            QVariant::fromValue<qlonglong>(row.uploadLength.value_or(-1)),
            notNull(row.uploadSha256),
            row.deletedAt.isValid() ? isoWithOffset(row.deletedAt) : u""_s,
            enumName(row.stateBefore),
            notNull(row.linkKey)};
}

Status writeRow(const QSqlDatabase &database, const RecordingRow &row)
{
    const auto sql =
        u"INSERT OR REPLACE INTO recordings (%1) VALUES "
        "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s.arg(QLatin1String(kRecordingColumns));
    const auto written = execute(database, sql, valuesOf(row));
    return written ? Status() : fail(written.error());
}

Result<std::vector<RecordingRow>> readRows(const QSqlDatabase &database, const QString &where,
                                           const QVariantList &values)
{
    const auto sql = u"SELECT %1 FROM recordings WHERE %2 "
                     "ORDER BY created_ms DESC, id"_s.arg(QLatin1String(kRecordingColumns), where);
    auto query = execute(database, sql, values);
    if (!query) {
        return fail(query.error());
    }
    std::vector<RecordingRow> rows;
    while (query->next()) {
        rows.push_back(rowOf(*query));
    }
    return rows;
}

Result<RecordingRow> readRow(const QSqlDatabase &database, const RecordingId &id)
{
    auto rows = readRows(database, u"id = ?"_s, {id.value});
    if (!rows) {
        return fail(rows.error());
    }
    if (rows->empty()) {
        return fail(ErrorCode::NotFound, u"no such recording"_s);
    }
    return rows->front();
}

} // namespace

template <class Work>
auto LibraryIndex::run(Work work) const -> decltype(work())
{
    // Shared: the promise's owner may be gone before set_value() has returned.
    auto promise = std::make_shared<std::promise<decltype(work())>>();
    auto future = promise->get_future();
    m_thread.queue().push([promise, &work] { promise->set_value(work()); });
    return future.get();
}

LibraryIndex::LibraryIndex(const QString &connectionName)
    : m_connectionName(connectionName), m_thread(
                                            64, [](std::function<void()> &work) { work(); },
                                            [this] {
                                                m_database.close();
                                                m_database = {};
                                                QSqlDatabase::removeDatabase(m_connectionName);
                                            })
{
}

LibraryIndex::~LibraryIndex()
{
    m_thread.stop();
}

Result<std::unique_ptr<LibraryIndex>> LibraryIndex::open(const QString &file, IfEmpty ifEmpty)
{
    std::unique_ptr<LibraryIndex> index(new LibraryIndex(u"library-"_s + randomHex(8)));
    const auto connected = index->run([&] { return index->connect(file, ifEmpty); });
    if (!connected) {
        return fail(connected.error());
    }
    return index;
}

Status LibraryIndex::connect(const QString &file, IfEmpty ifEmpty)
{
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    return openLibraryDatabase(m_database, file, ifEmpty);
}

Status LibraryIndex::saveRoom(const RoomRecord &room)
{
    return run([&]() -> Status {
        const QByteArray members =
            QJsonDocument(QJsonArray::fromStringList(room.members)).toJson(QJsonDocument::Compact);
        const auto done =
            execute(m_database, u"INSERT OR REPLACE INTO rooms VALUES (?,?,?,?,?,?,?,?,?)"_s,
                    {room.id.value, notNull(room.title), enumName(room.type), notNull(room.owner),
                     QString::fromUtf8(members), notNull(isoWithOffset(room.created)),
                     room.subtitles, room.chapters, room.retentionDays});
        return done ? Status() : fail(done.error());
    });
}

Result<std::vector<RoomRecord>> LibraryIndex::rooms() const
{
    return run([&]() -> Result<std::vector<RoomRecord>> {
        auto query = execute(m_database, u"SELECT id, title, type, owner, members, created, "
                                         "subtitles, chapters, retention_days FROM rooms "
                                         "ORDER BY created, id"_s);
        if (!query) {
            return fail(query.error());
        }
        std::vector<RoomRecord> rooms;
        while (query->next()) {
            const auto members = QJsonDocument::fromJson(query->value(4).toString().toUtf8());
            rooms.push_back(
                {RoomId{query->value(0).toString()}, query->value(1).toString(),
                 enumFromName<RoomType>(query->value(2).toString()).value_or(RoomType::Single),
                 query->value(3).toString(),
                 QVariant(members.array().toVariantList()).toStringList(),
                 QDateTime::fromString(query->value(5).toString(), Qt::ISODateWithMs),
                 query->value(6).toBool(), query->value(7).toBool(), query->value(8).toInt()});
        }
        return rooms;
    });
}

Result<RecordingRow> LibraryIndex::addRecording(const RecordingRow &row)
{
    return run([&] {
        return inTransaction([&]() -> Result<RecordingRow> {
            auto existing = readRow(m_database, row.item.item);
            if (!existing && existing.error().code != ErrorCode::NotFound) {
                return existing;
            }
            if (existing && existing->room != row.room) {
                return fail(ErrorCode::NotAllowed, u"recording of another room"_s);
            }
            RecordingRow kept = existing ? *existing : row;
            kept.epoch = std::max(kept.epoch, row.epoch);
            const auto written = writeRow(m_database, kept);
            return written ? Result<RecordingRow>(kept) : fail(written.error());
        });
    });
}

Result<RecordingRow> LibraryIndex::recording(const RecordingId &id) const
{
    return run([&] { return readRow(m_database, id); });
}

Result<std::vector<RecordingRow>> LibraryIndex::recordings(const RoomId &room) const
{
    return run([&] { return readRows(m_database, u"room = ?"_s, {room.value}); });
}

Result<std::vector<RecordingRow>> LibraryIndex::recordingsIn(MediaItemState state) const
{
    return run([&] { return readRows(m_database, u"state = ?"_s, {enumName(state)}); });
}

Result<RecordingRow> LibraryIndex::modify(const RecordingId &id,
                                          const std::function<Status(RecordingRow &)> &change)
{
    return run([&] {
        return inTransaction([&]() -> Result<RecordingRow> {
            auto row = readRow(m_database, id);
            if (!row) {
                return row;
            }
            const auto changed = change(*row).and_then([&] { return writeRow(m_database, *row); });
            return changed ? row : fail(changed.error());
        });
    });
}

Result<std::vector<RecordingRow>> LibraryIndex::allRecordings() const
{
    return run([&] { return readRows(m_database, u"1 = 1"_s, {}); });
}

Status LibraryIndex::putRecording(const RecordingRow &row)
{
    return run([&] { return writeRow(m_database, row); });
}

Status LibraryIndex::removeRecording(const RecordingId &id)
{
    return run([&]() -> Status {
        const auto done = execute(m_database, u"DELETE FROM recordings WHERE id = ?"_s, {id.value});
        return done ? Status() : fail(done.error());
    });
}

Result<RecordingRow> LibraryIndex::inTransaction(const std::function<Result<RecordingRow>()> &work)
{
    if (!m_database.transaction()) {
        return sqlError(m_database.lastError());
    }
    auto result = work();
    if (!result) {
        m_database.rollback();
        return result;
    }
    if (!m_database.commit()) {
        const auto error = sqlError(m_database.lastError());
        m_database.rollback();
        return error;
    }
    return result;
}

} // namespace prosc
