#pragma once

#include "app/base/time_text.h"
#include "app/room/protocol/messages.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>
#include <span>
#include <type_traits>

namespace prosc::json {

/// Allowed length of a text field, in UTF-16 code units.
struct Text
{
    qsizetype min = 0;
    qsizetype max = 65536;
};
/// A text for people to see: not only spaces, at most `max` UTF-16 code units.
struct Visible
{
    qsizetype max = 80;
};
/// One of these words, where no enum is worth its while.
struct Words
{
    std::span<const char *const> allowed;
};
/// A name that a client chooses for something of its own: 1 to 64 of A-Z a-z 0-9 _ # . -
struct Key
{
};
/// Allowed values of a number.
struct Range
{
    int64_t min = 0;
    int64_t max = std::numeric_limits<int>::max();
};
/// Allowed number of elements of a list.
struct Count
{
    qsizetype min = 0;
    qsizetype max = 1024;
};
enum class Id { Required, MayBeEmpty };

inline constexpr Range kMilliseconds{0, int64_t{1} << 52};

template <class T>
concept Enum = std::is_enum_v<T>;

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
    void operator()(const char *name, bool value) { put(name, value); }
    void operator()(const char *name, int value, Range) { put(name, value); }
    void operator()(const char *name, int64_t value, Range) { put(name, qint64{value}); }
    template <Enum E>
    void operator()(const char *name, E value)
    {
        put(name, enumName(value));
    }
    template <class Tag>
    void operator()(const char *name, const StrongId<Tag> &value, Id)
    {
        put(name, value.value);
    }
    void operator()(const char *name, const QDateTime &value) { put(name, isoWithOffset(value)); }
    void operator()(const char *name, const std::optional<QDateTime> &value)
    {
        put(name, value ? isoWithOffset(*value) : QStringLiteral(""));
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

/// Reads the fields named by a describe() function, strictly. problem() holds the first error.
class Reader
{
public:
    template <class M>
    using Ref = M &;

    explicit Reader(const QJsonObject &object, QString path = {})
        : m_object(object), m_path(std::move(path))
    {
    }

    void operator()(const char *name, QString &value, Text limits = {})
    {
        const auto json = take(name);
        if (!json.isString()) {
            return report(name, "must be a string");
        }
        value = json.toString();
        if (value.size() < limits.min || value.size() > limits.max) {
            report(name, "has a wrong length");
        }
    }
    void operator()(const char *name, QString &value, Visible limits)
    {
        (*this)(name, value, Text{1, limits.max});
        if (value.trimmed().isEmpty()) {
            report(name, "is empty");
        }
    }
    void operator()(const char *name, QString &value, Words words)
    {
        (*this)(name, value, Text{1, 64});
        if (std::ranges::none_of(words.allowed, [&value](const char *word) {
                return value == QLatin1String(word);
            })) {
            report(name, "has an unknown value");
        }
    }
    void operator()(const char *name, QString &value, Key)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_#.-]*\\z"));
        (*this)(name, value, Text{1, 64});
        if (!pattern.match(value).hasMatch()) {
            report(name, "has a character that a key may not have");
        }
    }
    void operator()(const char *name, bool &value)
    {
        const auto json = take(name);
        if (!json.isBool()) {
            return report(name, "must be true or false");
        }
        value = json.toBool();
    }
    void operator()(const char *name, int &value, Range range)
    {
        int64_t wide = 0;
        (*this)(name, wide, range);
        value = static_cast<int>(wide);
    }
    void operator()(const char *name, int64_t &value, Range range)
    {
        const auto json = take(name);
        const double number = json.toDouble(std::numeric_limits<double>::quiet_NaN());
        // NaN fails the first comparison, a fraction the last two.
        if (!(number >= static_cast<double>(range.min) &&
              number <= static_cast<double>(range.max)) ||
            static_cast<double>(static_cast<int64_t>(number)) < number ||
            static_cast<double>(static_cast<int64_t>(number)) > number) {
            return report(name, "must be a whole number in range");
        }
        value = static_cast<int64_t>(number);
    }
    template <Enum E>
    void operator()(const char *name, E &value)
    {
        const auto json = take(name);
        const auto found = enumFromName<E>(json.toString());
        if (!json.isString() || !found) {
            return report(name, "has an unknown value");
        }
        value = *found;
    }
    template <class Tag>
    void operator()(const char *name, StrongId<Tag> &value, Id id)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_-]{0,64}\\z"));
        const auto json = take(name);
        value.value = json.toString();
        if (!json.isString() || !pattern.match(value.value).hasMatch() ||
            (id == Id::Required && value.isEmpty())) {
            report(name, "must be an id");
        }
    }
    void operator()(const char *name, QDateTime &value)
    {
        value = QDateTime::fromString(take(name).toString(), Qt::ISODateWithMs);
        if (!value.isValid()) {
            report(name, "must be a date and time in ISO 8601");
        }
    }
    void operator()(const char *name, std::optional<QDateTime> &value)
    {
        const auto text = take(name).toString();
        const auto moment = QDateTime::fromString(text, Qt::ISODateWithMs);
        value = text.isEmpty() ? std::nullopt : std::optional(moment);
        if (value && !moment.isValid()) {
            report(name, "must be a date and time in ISO 8601, or empty");
        }
    }
    void operator()(const char *name, QStringList &values, Count count)
    {
        values.clear();
        for (const auto &json : array(name, count)) {
            if (!json.isString() || json.toString().size() > 1024) {
                return report(name, "must hold strings");
            }
            values.append(json.toString());
        }
    }
    template <class T>
    void operator()(const char *name, std::vector<T> &values, Count count)
    {
        values.clear();
        for (const auto &json : array(name, count)) {
            T value;
            readObject(name, json, value);
            values.push_back(std::move(value));
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char *name, T &value) { readObject(name, take(name), value); }

    /// Accepts a field that describe() does not name (the envelope).
    void allow(const char *name) { m_known.insert(QLatin1String(name)); }

    /// The first error, or empty. Call after describe(): unknown fields are found here.
    [[nodiscard]] QString problem()
    {
        for (auto it = m_object.begin(); it != m_object.end() && m_problem.isEmpty(); ++it) {
            if (!m_known.contains(it.key())) {
                m_problem = QStringLiteral("unknown field %1").arg(m_path + it.key().left(64));
            }
        }
        return m_problem;
    }

private:
    QJsonValue take(const char *name)
    {
        allow(name);
        return m_object.value(QLatin1String(name));
    }
    QJsonArray array(const char *name, Count count)
    {
        const auto json = take(name);
        const auto values = json.toArray();
        if (!json.isArray() || values.size() < count.min || values.size() > count.max) {
            report(name, "must be a list of allowed length");
            return {};
        }
        return values;
    }
    template <class T>
    void readObject(const char *name, const QJsonValue &json, T &value)
    {
        if (!json.isObject()) {
            return report(name, "must be an object");
        }
        Reader inner(json.toObject(), m_path + QLatin1String(name) + QLatin1Char('.'));
        describe(inner, value);
        if (const auto problem = inner.problem(); !problem.isEmpty() && m_problem.isEmpty()) {
            m_problem = problem;
        }
    }
    void report(const char *name, const char *what)
    {
        if (m_problem.isEmpty()) {
            m_problem =
                QStringLiteral("%1%2 %3").arg(m_path, QLatin1String(name), QLatin1String(what));
        }
    }

    QJsonObject m_object;
    QString m_path;
    QSet<QString> m_known;
    QString m_problem;
};

} // namespace prosc::json
