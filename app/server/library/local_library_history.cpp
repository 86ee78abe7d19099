// LocalLibraryStore: the history of a recording, one line of JSON per event.
#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/library/recording_report_file.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

void LocalLibraryStore::note(const RecordingRow &row, const QString &what, const QString &by,
                             const QString &detail, const QJsonObject &more)
{
    QJsonObject line = more;
    line.insert(u"what"_s, what);
    for (const auto &[key, value] : {std::pair{u"by"_s, by}, std::pair{u"detail"_s, detail}}) {
        if (!value.isEmpty()) {
            line.insert(key, value);
        }
    }
    const auto kept = addToHistory(row, line).and_then([&] { return writeReport(row.item.item); });
    if (!kept) {
        // The change is already in the index: it must not fail for its history line.
        qCWarning(logServer) << "history of" << row.item.item.value << kept.error().detail;
    }
}

Status LocalLibraryStore::addToHistory(const RecordingRow &row, QJsonObject line)
{
    line.insert(u"at"_s, isoWithOffset(m_clock.wallTime()));
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    const std::lock_guard lock(m_historyMutex);
    return appendToFile(folderOf(row) + QLatin1Char('/') + kHistoryFile, text);
}

Status LocalLibraryStore::noteEvent(const RecordingId &recording, const QString &what,
                                    const QString &by, const QString &detail)
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    note(*found, what, by, detail);
    return {};
}

} // namespace prosc
