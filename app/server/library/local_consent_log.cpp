#include "app/server/library/local_consent_log.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/recording_report_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

LocalConsentLog::LocalConsentLog(const LibraryRows &rows) : m_rows(rows) {}

Status LocalConsentLog::addConsent(const RecordingId &recording, const ConsentRecord &consent)
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    const QJsonObject line{{u"participant"_s, consent.participant.value},
                           {u"name"_s, consent.name},
                           {u"at"_s, isoWithOffset(consent.at)}};
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    const std::lock_guard lock(m_mutex);
    return appendToFile(fileOf(*found), text);
}

Result<std::vector<ConsentRecord>> LocalConsentLog::consents(const RecordingId &recording) const
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    std::vector<ConsentRecord> consents;
    const std::lock_guard lock(m_mutex);
    QFile file(fileOf(*found));
    if (!file.open(QIODevice::ReadOnly)) {
        return consents;
    }
    while (!file.atEnd()) {
        const auto line = QJsonDocument::fromJson(file.readLine()).object();
        if (!line.isEmpty()) {
            consents.push_back(
                ConsentRecord{ParticipantId{line.value(QLatin1String("participant")).toString()},
                              line.value(QLatin1String("name")).toString(),
                              QDateTime::fromString(line.value(QLatin1String("at")).toString(),
                                                    Qt::ISODateWithMs)});
        }
    }
    return consents;
}

QString LocalConsentLog::fileOf(const RecordingRow &row) const
{
    return m_rows.folderOf(row) + QLatin1Char('/') + kConsentsFile;
}

} // namespace prosc
