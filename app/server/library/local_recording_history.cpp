#include "app/server/library/local_recording_history.h"

#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/recording_report_file.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

LocalRecordingHistory::LocalRecordingHistory(const LibraryRows &rows, const Clock &clock)
    : m_rows(rows), m_clock(clock)
{
}

Status LocalRecordingHistory::addRecorded(const RecordingId &recording,
                                          const std::vector<RecordedPerson> &people)
{
    const auto found = m_rows.row(recording);
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
        const std::lock_guard lock(m_linesMutex);
        return appendToFile(m_rows.folderOf(*found) + QLatin1Char('/') + kRecordedFile, lines);
    };
    return append().and_then([&] { return writeReportIfDue(recording); });
}

Status LocalRecordingHistory::noteEvent(const RecordingId &recording, const QString &what,
                                        const QString &by, const QString &detail)
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    note(*found, what, by, detail);
    return {};
}

Result<QByteArray> LocalRecordingHistory::report(const RecordingId &recording) const
{
    return m_rows.row(recording).map([this](const RecordingRow &found) {
        return QJsonDocument(reportOf(found, m_rows.folderOf(found))).toJson();
    });
}

void LocalRecordingHistory::note(const RecordingRow &row, const QString &what, const QString &by,
                                 const QString &detail)
{
    QJsonObject line{{u"what"_s, what}};
    for (const auto &[key, value] : {std::pair{u"by"_s, by}, std::pair{u"detail"_s, detail}}) {
        if (!value.isEmpty()) {
            line.insert(key, value);
        }
    }
    note(row, line);
}

void LocalRecordingHistory::note(const RecordingRow &row, const QJsonObject &line)
{
    const auto kept = addLine(row, line).and_then([&] { return writeReport(row.item.item); });
    if (!kept) {
        qCWarning(logServer) << "history of" << row.item.item.value << kept.error().detail;
    }
}

void LocalRecordingHistory::noteStart(const RecordingRow &row, const QString &by)
{
    QJsonObject line{{u"what"_s, kStarted}, {u"version"_s, QStringLiteral(PROSCENIUM_VERSION)}};
    if (!by.isEmpty()) {
        line.insert(u"by"_s, by);
    }
    if (const auto kept = addLine(row, line); !kept) {
        qCWarning(logServer) << "history of" << row.item.item.value << kept.error().detail;
    }
}

Status LocalRecordingHistory::addLine(const RecordingRow &row, QJsonObject line)
{
    line.insert(u"at"_s, isoWithOffset(m_clock.wallTime()));
    const std::lock_guard lock(m_linesMutex);
    return appendToFile(m_rows.folderOf(row) + QLatin1Char('/') + kHistoryFile, lineOf(line));
}

Status LocalRecordingHistory::setRecorderReport(const RecordingId &recording,
                                                const QByteArray &json)
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    const auto report = QJsonDocument::fromJson(json);
    if (!report.isObject() || report.object().isEmpty()) {
        return fail(ErrorCode::Malformed, u"not a JSON object"_s);
    }
    {
        const std::lock_guard lock(m_reportMutex);
        const auto path = m_rows.folderOf(*found) + QLatin1Char('/') + kRecorderReportFile;
        if (auto written = replaceFile(path, report.toJson()); !written) {
            return written;
        }
    }
    return writeReport(recording);
}

Status LocalRecordingHistory::writeReportIfDue(const RecordingId &recording)
{
    const auto now = m_clock.now();
    {
        const std::lock_guard lock(m_reportMutex);
        std::erase_if(m_reported,
                      [now](const auto &entry) { return now - entry.second >= kReportEvery; });
        if (!m_reported.emplace(recording, now).second) {
            return {};
        }
    }
    return writeReport(recording);
}

/// Reads the row under the lock: of two concurrent writers the later one must see both changes.
Status LocalRecordingHistory::writeReport(const RecordingId &recording)
{
    const std::lock_guard lock(m_reportMutex);
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    const QString folder = m_rows.folderOf(*found);
    return replaceFile(folder + QLatin1Char('/') + kReportFile,
                       QJsonDocument(reportOf(*found, folder)).toJson());
}

} // namespace prosc
