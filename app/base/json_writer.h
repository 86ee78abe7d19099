#pragma once

#include "app/base/ids.h"
#include "app/base/json_fields.h"
#include "app/base/time_text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace prosc::json {

/// Writes the fields named by a describe() function into a JSON object.
class Writer
{
public:
    template <class M>
    using Ref = const M &;

    void operator()(const char *name, const QString &value, Text = {}) { put(name, value); }
    void operator()(const char *name, const QString &value, Visible) { put(name, value); }
    void operator()(const char *name, const QString &value, Key) { put(name, value); }
    void operator()(const char *name, const QString &value, Words) { put(name, value); }
    void operator()(const char *name, const QString &value, Sparse)
    {
        if (!value.isEmpty()) {
            put(name, value);
        }
    }
    void operator()(const char *name, const QUrl &value, Text)
    {
        put(name, value.toString(QUrl::FullyEncoded));
    }
    void operator()(const char *name, bool value) { put(name, value); }
    void operator()(const char *name, Format format) { put(name, format.number); }
    void operator()(const char *name, int value, Range) { put(name, value); }
    void operator()(const char *name, int64_t value, Range) { put(name, qint64{value}); }
    /// -1 when there is none.
    void operator()(const char *name, const std::optional<int64_t> &value, Range)
    {
        put(name, qint64{value.value_or(-1)});
    }
    void operator()(const char *name, std::chrono::milliseconds value, Range)
    {
        put(name, qint64{value.count()});
    }
    template <Enum E>
    void operator()(const char *name, E value)
    {
        put(name, enumName(value));
    }
    template <Enum E>
    void operator()(const char *name, E value, Required)
    {
        put(name, enumName(value));
    }
    template <class Tag>
    void operator()(const char *name, const StrongId<Tag> &value, Id)
    {
        put(name, value.value);
    }
    void operator()(const char *name, const QDateTime &value) { put(name, isoWithOffset(value)); }
    void operator()(const char *name, const QDateTime &value, OrEmpty)
    {
        put(name, value.isValid() ? isoWithOffset(value) : QStringLiteral(""));
    }
    void operator()(const char *name, const std::optional<QDateTime> &value)
    {
        (*this)(name, value.value_or(QDateTime()), OrEmpty{});
    }
    void operator()(const char *name, const QStringList &value, Count)
    {
        put(name, QJsonArray::fromStringList(value));
    }
    template <class T>
    void operator()(const char *name, const std::vector<T> &values, Count)
    {
        QJsonArray array;
        for (const T &value : values) {
            array.append(object(value));
        }
        put(name, array);
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char *name, const T &value) { put(name, object(value)); }

    [[nodiscard]] QJsonObject take() { return std::move(m_object); }

private:
    template <class T>
    static QJsonObject object(const T &value)
    {
        Writer inner;
        describe(inner, value);
        return inner.take();
    }
    void put(const char *name, const QJsonValue &value)
    {
        m_object.insert(QLatin1String(name), value);
    }

    QJsonObject m_object;
};

} // namespace prosc::json
