#include "app/server/config/service_config_reader.h"

#include <QJsonValue>

using namespace Qt::StringLiterals;

namespace prosc {

ConfigReader::ConfigReader(QString file, QString path, QJsonObject object)
    : m_file(std::move(file)), m_path(std::move(path)), m_object(std::move(object))
{
}

std::optional<QJsonValue> ConfigReader::take(const char *key)
{
    const QString name = QString::fromLatin1(key);
    m_known.insert(name);
    const auto found = m_object.constFind(name);
    return found == m_object.constEnd() ? std::nullopt : std::optional<QJsonValue>(*found);
}

bool ConfigReader::has(const char *key) const
{
    return m_object.contains(QLatin1String(key));
}

void ConfigReader::refuse(const QString &key, const QString &reason)
{
    if (!m_error) {
        m_error =
            Error{ErrorCode::ConfigInvalid, u"%1: %2%3: %4"_s.arg(m_file, m_path, key, reason)};
    }
}

void ConfigReader::text(const char *key, QString &value)
{
    const auto found = take(key);
    if (found && !found->isString()) {
        refuse(QString::fromLatin1(key), u"must be a text"_s);
    } else if (found) {
        value = found->toString();
    }
}

void ConfigReader::integer(const char *key, int min, int max, int &value)
{
    const auto found = take(key);
    if (!found) {
        return;
    }
    const qint64 number = found->toInteger(qint64{min} - 1);
    if (!found->isDouble() || number < min || number > max) {
        refuse(QString::fromLatin1(key),
               u"must be a whole number from %1 to %2"_s.arg(min).arg(max));
    } else {
        value = static_cast<int>(number);
    }
}

void ConfigReader::boolean(const char *key, bool &value)
{
    const auto found = take(key);
    if (found && !found->isBool()) {
        refuse(QString::fromLatin1(key), u"must be true or false"_s);
    } else if (found) {
        value = found->toBool();
    }
}

void ConfigReader::texts(const char *key, QStringList &values)
{
    const auto found = take(key);
    if (!found) {
        return;
    }
    QStringList read;
    bool isList = found->isArray();
    for (const QJsonValue &one : found->toArray()) {
        isList = isList && one.isString() && !one.toString().isEmpty();
        read.append(one.toString());
    }
    if (isList) {
        values = read;
    } else {
        refuse(QString::fromLatin1(key), u"must be a list of texts"_s);
    }
}

void ConfigReader::readNested(const QString &path, const QJsonValue &value,
                              const std::function<void(ConfigReader &)> &read)
{
    if (!value.isObject()) {
        refuse(path, u"must be an object in braces"_s);
        return;
    }
    ConfigReader nested(m_file, m_path + path + QLatin1Char('.'), value.toObject());
    read(nested);
    const Status status = nested.finish();
    if (!status && !m_error) {
        m_error = status.error();
    }
}

void ConfigReader::object(const char *key, const std::function<void(ConfigReader &)> &read)
{
    if (const auto found = take(key)) {
        readNested(QString::fromLatin1(key), *found, read);
    }
}

void ConfigReader::objects(const char *key, const std::function<void(ConfigReader &)> &read)
{
    const auto found = take(key);
    if (!found) {
        return;
    }
    if (!found->isArray()) {
        refuse(QString::fromLatin1(key), u"must be a list of objects"_s);
        return;
    }
    int index = 0;
    for (const QJsonValue &one : found->toArray()) {
        readNested(u"%1[%2]"_s.arg(QString::fromLatin1(key)).arg(index++), one, read);
    }
}

Status ConfigReader::finish()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it) {
        if (!m_known.contains(it.key())) {
            refuse(it.key(), u"there is no such key"_s);
        }
    }
    if (m_error) {
        return fail(*m_error);
    }
    return {};
}

} // namespace prosc
