#include "app/desktop/computer_settings.h"

#include "app/base/logging.h"
#include "app/disk/files.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLeastBudget = 10;
constexpr int kMostBudget = 100;
const QString kEncoder = u"encoder"_s;
const QString kPreset = u"preset"_s;
const QString kCpuBudget = u"cpuBudget"_s;

const QString kUploadLimit = u"uploadLimit"_s;
const QString kUploadAfterMeeting = u"uploadAfterMeeting"_s;
const QString kLocalCopy = u"localCopy"_s;

constexpr std::array kLocalCopies{std::pair{LocalCopy::RemoveAfterAWeek, "week"},
                                  std::pair{LocalCopy::RemoveAtOnce, "remove"},
                                  std::pair{LocalCopy::Keep, "keep"}};

QString nameOf(LocalCopy rule)
{
    const auto *const named = std::find_if(kLocalCopies.begin(), kLocalCopies.end(),
                                           [rule](const auto &one) { return one.first == rule; });
    return QLatin1String(named->second);
}

/// An unknown value means Keep, so that nothing is deleted by mistake.
LocalCopy localCopyFrom(const QJsonValue &value)
{
    if (value.isUndefined()) {
        return UploadSettings().localCopy;
    }
    const auto name = value.toString();
    const auto *const named =
        std::find_if(kLocalCopies.begin(), kLocalCopies.end(),
                     [&](const auto &one) { return name == QLatin1String(one.second); });
    return named == kLocalCopies.end() ? LocalCopy::Keep : named->first;
}

QJsonObject readObject(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

EncodingSettings encodingFrom(const QJsonObject &object)
{
    EncodingSettings encoding;
    encoding.encoder = object.value(kEncoder).toString();
    encoding.preset = object.value(kPreset).toString();
    encoding.cpuBudget =
        std::clamp(object.value(kCpuBudget).toInt(encoding.cpuBudget), kLeastBudget, kMostBudget);
    return encoding;
}

UploadSettings uploadsFrom(const QJsonObject &object)
{
    UploadSettings uploads;
    uploads.bitRateLimit = std::max<qint64>(0, object.value(kUploadLimit).toInteger());
    uploads.onlyAfterMeeting = object.value(kUploadAfterMeeting).toBool();
    uploads.localCopy = localCopyFrom(object.value(kLocalCopy));
    return uploads;
}

} // namespace

ComputerSettings::ComputerSettings(QString file)
    : m_file(std::move(file)), m_encoding(encodingFrom(readObject(m_file))),
      m_uploads(uploadsFrom(readObject(m_file)))
{
}

void ComputerSettings::setEncoding(const EncodingSettings &encoding)
{
    m_encoding = encoding;
    save();
}

void ComputerSettings::setUploads(const UploadSettings &uploads)
{
    m_uploads = uploads;
    save();
}

void ComputerSettings::save() const
{
    const auto saved =
        replaceFile(m_file, QJsonObject{{kEncoder, m_encoding.encoder},
                                        {kPreset, m_encoding.preset},
                                        {kCpuBudget, m_encoding.cpuBudget},
                                        {kUploadLimit, qint64{m_uploads.bitRateLimit}},
                                        {kUploadAfterMeeting, m_uploads.onlyAfterMeeting},
                                        {kLocalCopy, nameOf(m_uploads.localCopy)}});
    if (!saved) {
        qCWarning(logUi) << "cannot save the settings:" << saved.error().detail;
    }
}

} // namespace prosc
