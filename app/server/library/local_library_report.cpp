// LocalLibraryStore: the owner of a recording, and its report.
#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/library/recording_report_file.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kLongestName = 300;

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

Status LocalLibraryStore::addRecorded(const RecordingId &recording,
                                      const std::vector<RecordedPerson> &people)
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    QByteArray lines;
    for (const auto &person : people) {
        lines += lineOf({{u"participant"_s, person.participant.value},
                         {u"name"_s, person.name},
                         {u"role"_s, enumName(person.role)},
                         {u"client"_s, enumName(person.client)},
                         {u"from"_s, isoWithOffset(person.from)}});
    }
    const auto append = [&] {
        const std::lock_guard lock(m_consentsMutex);
        return appendToFile(folderOf(*found) + QLatin1Char('/') + kRecordedFile, lines);
    };
    return append().and_then([&] { return writeReport(recording); });
}

Status LocalLibraryStore::setRecorderReport(const RecordingId &recording, const QByteArray &json)
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    const auto report = QJsonDocument::fromJson(json);
    if (!report.isObject() || report.object().isEmpty()) {
        return fail(ErrorCode::Malformed, u"not a JSON object"_s);
    }
    {
        const std::lock_guard lock(m_reportMutex);
        const auto path = folderOf(*found) + QLatin1Char('/') + kRecorderReportFile;
        if (auto written = replaceFile(path, report.toJson()); !written) {
            return written;
        }
    }
    return writeReport(recording);
}

Result<QByteArray> LocalLibraryStore::report(const RecordingId &recording) const
{
    return row(recording).map([this](const RecordingRow &found) {
        return QJsonDocument(reportOf(found, folderOf(found))).toJson();
    });
}

/// Reads the row under the lock: of two concurrent writers the later one must see both changes.
Status LocalLibraryStore::writeReport(const RecordingId &recording)
{
    const std::lock_guard lock(m_reportMutex);
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    const QString folder = folderOf(*found);
    return replaceFile(folder + QLatin1Char('/') + kReportFile,
                       QJsonDocument(reportOf(*found, folder)).toJson());
}

Status LocalLibraryStore::setOwner(const RecordingId &recording, const QString &owner,
                                   const QString &by)
{
    const QString wanted = owner.simplified();
    if (wanted.isEmpty() || wanted.size() > kLongestName) {
        return fail(ErrorCode::InvalidArgument, u"an owner has 1 to 300 letters"_s);
    }
    QString before;
    const auto changed = change(recording, [&](RecordingRow &row) -> Status {
        before = std::exchange(row.owner, wanted);
        return {};
    });
    if (!changed) {
        return fail(changed.error());
    }
    if (before != wanted) {
        note(*changed, u"ownerChanged"_s, by, {}, {{u"from"_s, before}, {u"to"_s, wanted}});
    }
    return {};
}

/// The recordings of a room's owner pass to its next owner. Those given to somebody, or started
/// while the room had no owner, stay theirs.
void LocalLibraryStore::followOwner(const RoomRecord &before, const RoomRecord &room)
{
    if (before.owner.isEmpty() || room.owner.isEmpty() || before.owner == room.owner) {
        return;
    }
    const auto rows = m_index->recordings(room.id).value_or(std::vector<RecordingRow>());
    for (const auto &row : rows) {
        if (row.owner != before.owner) {
            continue;
        }
        const auto changed = setOwner(row.item.item, room.owner, u"configuration"_s);
        if (!changed) {
            qCWarning(logServer) << "recording" << row.item.item.value
                                 << "keeps its owner:" << changed.error().detail;
        }
    }
}

} // namespace prosc
