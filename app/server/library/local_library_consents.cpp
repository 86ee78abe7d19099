#include "app/base/time_text.h"
#include "app/disk/files.h"
#include "app/server/library/local_library_store.h"
#include "app/server/library/recording_report_file.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// One JSON object per line, so that adding one never touches the others.
QString consentsFile(const QString &folder)
{
    return QDir(folder).filePath(kConsentsFile);
}

} // namespace

Status LocalLibraryStore::addConsent(const RecordingId &recording, const ConsentRecord &consent)
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    const QJsonObject line{{u"participant"_s, consent.participant.value},
                           {u"name"_s, consent.name},
                           {u"at"_s, isoWithOffset(consent.at)}};
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::lock_guard lock(m_consentsMutex);
    return appendToFile(consentsFile(folderOf(*found)), text);
}

Result<std::vector<ConsentRecord>> LocalLibraryStore::consents(const RecordingId &recording) const
{
    const auto found = row(recording);
    if (!found) {
        return fail(found.error());
    }
    std::vector<ConsentRecord> consents;
    std::lock_guard lock(m_consentsMutex);
    QFile file(consentsFile(folderOf(*found)));
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

} // namespace prosc
