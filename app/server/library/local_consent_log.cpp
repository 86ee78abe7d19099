#include "app/server/library/local_consent_log.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/recording_report_file.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

LocalConsentLog::LocalConsentLog(const LibraryRows &rows) : m_rows(rows) {}

Status LocalConsentLog::addConsents(const RecordingId &recording,
                                    const std::vector<ConsentRecord> &consents)
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    QByteArray lines;
    for (const auto &consent : consents) {
        lines += lineOf({{u"participant"_s, consent.participant.value},
                         {u"name"_s, consent.name},
                         {u"at"_s, isoWithOffset(consent.at)}});
    }
    const std::lock_guard lock(m_mutex);
    return appendToFile(fileOf(*found), lines);
}

Result<std::vector<ConsentRecord>> LocalConsentLog::consents(const RecordingId &recording) const
{
    const auto found = m_rows.row(recording);
    if (!found) {
        return fail(found.error());
    }
    std::vector<ConsentRecord> consents;
    const std::lock_guard lock(m_mutex);
    for (const auto &line : linesOf(fileOf(*found))) {
        consents.push_back(ConsentRecord{
            ParticipantId{line.value(QLatin1String("participant")).toString()},
            line.value(QLatin1String("name")).toString(),
            QDateTime::fromString(line.value(QLatin1String("at")).toString(), Qt::ISODateWithMs)});
    }
    return consents;
}

QString LocalConsentLog::fileOf(const RecordingRow &row) const
{
    return m_rows.folderOf(row) + QLatin1Char('/') + kConsentsFile;
}

} // namespace prosc
