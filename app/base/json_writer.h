#pragma once

#include "app/base/ids.h"
#include "app/base/json_fields.h"
#include "app/base/time_text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace prosc::json {

/// Writes the fields named by a describe() function into a JSON object. What exceeds its limits is
/// cut to them, wherever it came from: one long name must not make the whole message, or the file,
/// unreadable to the Reader on the other side. Values are checked where they come in; this is the
/// last line.
class Writer
{
public:
    template <class M>
    using Ref = const M &;

    void operator()(const char *name, const QString &value, Text limits = {})
    {
        put(name, cut(value, limits.max));
    }
    void operator()(const char *name, const QString &value, Visible limits)
    {
        put(name, cut(value, limits.max));
    }
    void operator()(const char *name, const QString &value, Key) { put(name, value); }
    void operator()(const char *name, const QString &value, Words) { put(name, value); }
    void operator()(const char *name, const QString &value, Sparse limits)
    {
        if (!value.isEmpty()) {
            put(name, cut(value, limits.max));
        }
    }
    void operator()(const char *name, const QUrl &value, Text)
    {
        put(name, value.toString(QUrl::FullyEncoded));
    }
    void operator()(const char *name, bool value) { put(name, value); }
    void operator()(const char *name, Format format) { put(name, format.number); }
    void operator()(const char *name, int value, Range range)
    {
        (*this)(name, int64_t{value}, range);
    }
    void operator()(const char *name, int64_t value, Range range)
    {
        put(name, qint64{std::clamp(value, range.min, range.max)});
    }
    /// -1 when there is none.
    void operator()(const char *name, const std::optional<int64_t> &value, Range range)
    {
        (*this)(name, value.value_or(-1), Range{-1, range.max});
    }
    void operator()(const char *name, std::chrono::milliseconds value, Range range)
    {
        (*this)(name, int64_t{value.count()}, range);
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
    void operator()(const char *name, const QDateTime &value)
    {
        // The beginning of time, if there is none.
        put(name, isoWithOffset(value.isValid() ? value : QDateTime::fromMSecsSinceEpoch(0)));
    }
    void operator()(const char *name, const QDateTime &value, OrEmpty)
    {
        put(name, value.isValid() ? isoWithOffset(value) : QStringLiteral(""));
    }
    void operator()(const char *name, const std::optional<QDateTime> &value)
    {
        (*this)(name, value.value_or(QDateTime()), OrEmpty{});
    }
    void operator()(const char *name, const QStringList &values, Count count)
    {
        QJsonArray array;
        for (const QString &value : values.mid(0, count.max)) {
            array.append(cut(value, kListText));
        }
        put(name, array);
    }
    template <class T>
    void operator()(const char *name, const std::vector<T> &values, Count count)
    {
        QJsonArray array;
        for (const T &value : values) {
            if (array.size() == count.max) {
                break;
            }
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
    /// Not in the middle of a character.
    static QString cut(const QString &text, qsizetype most)
    {
        if (text.size() <= most) {
            return text;
        }
        return text.left(most > 0 && text.at(most - 1).isHighSurrogate() ? most - 1 : most);
    }
    void put(const char *name, const QJsonValue &value)
    {
        m_object.insert(QLatin1String(name), value);
    }

    QJsonObject m_object;
};

} // namespace prosc::json
