#include "app/desktop/computer_settings.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace prosc {

namespace {

constexpr int kLeastBudget = 10;
constexpr int kMostBudget = 100;
const QString kEncoder = QStringLiteral("encoder");
const QString kPreset = QStringLiteral("preset");
const QString kCpuBudget = QStringLiteral("cpuBudget");

EncodingSettings readEncoding(const QString &path)
{
    EncodingSettings encoding;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return encoding;
    }
    const auto object = QJsonDocument::fromJson(file.readAll()).object();
    encoding.encoder = object.value(kEncoder).toString();
    encoding.preset = object.value(kPreset).toString();
    encoding.cpuBudget =
        std::clamp(object.value(kCpuBudget).toInt(encoding.cpuBudget), kLeastBudget, kMostBudget);
    return encoding;
}

} // namespace

ComputerSettings::ComputerSettings(QString file)
    : m_file(std::move(file)), m_encoding(readEncoding(m_file))
{
}

void ComputerSettings::setEncoding(const EncodingSettings &encoding)
{
    m_encoding = encoding;
    QSaveFile file(m_file);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(QJsonDocument(QJsonObject{{kEncoder, encoding.encoder},
                                             {kPreset, encoding.preset},
                                             {kCpuBudget, encoding.cpuBudget}})
                       .toJson());
        file.commit();
    }
}

} // namespace prosc
