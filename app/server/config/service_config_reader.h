#pragma once

#include "app/base/enum_names.h"
#include "app/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace prosc {

/// Reads one JSON object key by key. Keeps the first error, with file, key and reason; finish()
/// returns it, or names a key that was never read.
class ConfigReader
{
public:
    /// `path` identifies the object in messages: "" or for example "rooms[2].".
    ConfigReader(QString file, QString path, QJsonObject object);

    void text(const char *key, QString &value);
    /// Like text(), but it must be one of the enum's names.
    template <class E>
    void choice(const char *key, E &value)
    {
        QString name = enumName(value);
        text(key, name);
        if (const auto found = enumFromName<E>(name)) {
            value = *found;
            return;
        }
        QStringList allowed;
        for (const auto &[known, word] : EnumNames<E>::table) {
            allowed.append(QString::fromLatin1(word));
        }
        refuse(
            QString::fromLatin1(key),
            QStringLiteral("\"%1\" is none of: %2").arg(name, allowed.join(QLatin1String(", "))));
    }
    void integer(const char *key, int min, int max, int &value);
    void boolean(const char *key, bool &value);
    void texts(const char *key, QStringList &values);
    void object(const char *key, const std::function<void(ConfigReader &)> &read);
    void objects(const char *key, const std::function<void(ConfigReader &)> &read);

    [[nodiscard]] bool has(const char *key) const;
    void refuse(const QString &key, const QString &reason);
    [[nodiscard]] Status finish();

private:
    [[nodiscard]] std::optional<QJsonValue> take(const char *key);
    void readNested(const QString &path, const QJsonValue &value,
                    const std::function<void(ConfigReader &)> &read);

    QString m_file;
    QString m_path;
    QJsonObject m_object;
    QSet<QString> m_known;
    std::optional<Error> m_error;
};

} // namespace prosc
