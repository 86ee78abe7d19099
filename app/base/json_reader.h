#pragma once

#include "app/base/ids.h"
#include "app/base/json_fields.h"
#include "app/base/time_text.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace prosc::json {

/// How an object is read.
enum class Reading {
    /// Every field is there, and no other: a message.
    Exact,
    /// A missing field keeps the value it has, which its limits must allow; an unknown one is
    /// passed over: a file, which another version of the program may have written.
    Tolerant,
};

/// Reads the fields named by a describe() function. problem() holds the first error; a field that
/// has one keeps its value, unless it is an object or a list.
class Reader
{
public:
    template <class M>
    using Ref = M &;

    explicit Reader(const QJsonObject &object, Reading reading = Reading::Exact, QString path = {})
        : m_object(object), m_reading(reading), m_path(std::move(path))
    {
    }

    void operator()(const char *name, QString &value, Text limits = {})
    {
        const auto json = take(name, value);
        if (!json.isString()) {
            return report(name, "must be a string");
        }
        const auto text = json.toString();
        if (text.size() < limits.min || text.size() > limits.max) {
            return report(name, "has a wrong length");
        }
        value = text;
    }
    void operator()(const char *name, QString &value, Visible limits)
    {
        auto text = value;
        (*this)(name, text, Text{1, limits.max});
        if (text.trimmed().isEmpty()) {
            return report(name, "is empty");
        }
        value = text;
    }
    void operator()(const char *name, QString &value, Words words)
    {
        auto text = value;
        (*this)(name, text, Text{1, 64});
        if (std::ranges::none_of(
                words.allowed, [&text](const char *word) { return text == QLatin1String(word); })) {
            return report(name, "has an unknown value");
        }
        value = text;
    }
    void operator()(const char *name, QString &value, Key)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_#.-]*\\z"));
        auto text = value;
        (*this)(name, text, Text{1, 64});
        if (!pattern.match(text).hasMatch()) {
            return report(name, "has a character that a key may not have");
        }
        value = text;
    }
    void operator()(const char *name, QString &value, Sparse limits)
    {
        if (has(name)) {
            (*this)(name, value, Text{0, limits.max});
        }
    }
    void operator()(const char *name, QUrl &value, Text limits)
    {
        auto text = value.toString(QUrl::FullyEncoded);
        (*this)(name, text, limits);
        const QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() && !text.isEmpty()) {
            return report(name, "must be an address");
        }
        value = url;
    }
    void operator()(const char *name, bool &value)
    {
        const auto json = take(name, value);
        if (!json.isBool()) {
            return report(name, "must be true or false");
        }
        value = json.toBool();
    }
    void operator()(const char *name, Format format)
    {
        if (take(name, {}).toInt() != format.number) {
            report(name, "is unknown");
        }
    }
    void operator()(const char *name, int &value, Range range)
    {
        int64_t wide = value;
        (*this)(name, wide, range);
        value = static_cast<int>(wide);
    }
    void operator()(const char *name, int64_t &value, Range range)
    {
        const auto json = take(name, qint64{value});
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
    void operator()(const char *name, std::optional<int64_t> &value, Range range)
    {
        int64_t number = value.value_or(-1);
        (*this)(name, number, Range{-1, range.max});
        value = number < 0 ? std::nullopt : std::optional(number);
    }
    void operator()(const char *name, std::chrono::milliseconds &value, Range range)
    {
        int64_t number = value.count();
        (*this)(name, number, range);
        value = std::chrono::milliseconds(number);
    }
    template <Enum E>
    void operator()(const char *name, E &value)
    {
        const auto json = take(name, enumName(value));
        const auto found = enumFromName<E>(json.toString());
        if (!json.isString() || !found) {
            return report(name, "has an unknown value");
        }
        value = *found;
    }
    template <Enum E>
    void operator()(const char *name, E &value, Required)
    {
        if (!has(name)) {
            return report(name, "is missing");
        }
        (*this)(name, value);
    }
    template <class Tag>
    void operator()(const char *name, StrongId<Tag> &value, Id id)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_-]{0,64}\\z"));
        const auto json = take(name, value.value);
        const auto text = json.toString();
        if (!json.isString() || !pattern.match(text).hasMatch() ||
            (id == Id::Required && text.isEmpty())) {
            return report(name, "must be an id");
        }
        value.value = text;
    }
    void operator()(const char *name, QDateTime &value)
    {
        const auto moment = time(name, value);
        if (!moment.isValid()) {
            return report(name, "must be a date and time in ISO 8601");
        }
        value = moment;
    }
    void operator()(const char *name, QDateTime &value, OrEmpty)
    {
        const bool isEmpty = take(name, textOf(value)).toString().isEmpty();
        const auto moment = time(name, value);
        if (!moment.isValid() && !isEmpty) {
            return report(name, "must be a date and time in ISO 8601, or empty");
        }
        value = moment;
    }
    void operator()(const char *name, std::optional<QDateTime> &value)
    {
        auto moment = value.value_or(QDateTime());
        (*this)(name, moment, OrEmpty{});
        value = moment.isValid() ? std::optional(moment) : std::nullopt;
    }
    void operator()(const char *name, QStringList &values, Count count)
    {
        QStringList read;
        for (const auto &json : array(name, QJsonArray::fromStringList(values), count)) {
            if (!json.isString() || json.toString().size() > kListText) {
                return report(name, "must hold strings");
            }
            read.append(json.toString());
        }
        values = read;
    }
    template <class T>
    void operator()(const char *name, std::vector<T> &values, Count count)
    {
        if (isKept(name) && std::ssize(values) >= count.min) {
            return;
        }
        values.clear();
        for (const auto &json : array(name, QJsonArray(), count)) {
            T value;
            readObject(name, json, value);
            values.push_back(std::move(value));
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char *name, T &value)
    {
        readObject(name, take(name, QJsonObject()), value);
    }

    /// Accepts a field that describe() does not name (the envelope).
    void allow(const char *name) { m_known.insert(QLatin1String(name)); }

    /// The first error, or empty. Call after describe(): unknown fields are found here.
    [[nodiscard]] QString problem()
    {
        for (auto it = m_object.begin(); it != m_object.end() && m_problem.isEmpty(); ++it) {
            if (m_reading == Reading::Exact && !m_known.contains(it.key())) {
                m_problem = QStringLiteral("unknown field %1").arg(m_path + it.key().left(64));
            }
        }
        return m_problem;
    }

private:
    static QString textOf(const QDateTime &moment)
    {
        return moment.isValid() ? isoWithOffset(moment) : QString();
    }
    bool has(const char *name)
    {
        allow(name);
        return m_object.contains(QLatin1String(name));
    }
    /// It is missing, and may be.
    bool isKept(const char *name) { return !has(name) && m_reading == Reading::Tolerant; }
    /// The field, or `kept`.
    QJsonValue take(const char *name, const QJsonValue &kept)
    {
        return isKept(name) ? kept : m_object.value(QLatin1String(name));
    }
    QDateTime time(const char *name, const QDateTime &kept)
    {
        return QDateTime::fromString(take(name, textOf(kept)).toString(), Qt::ISODateWithMs);
    }
    QJsonArray array(const char *name, const QJsonArray &kept, Count count)
    {
        const auto json = take(name, kept);
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
        Reader inner(json.toObject(), m_reading, m_path + QLatin1String(name) + QLatin1Char('.'));
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
    Reading m_reading;
    QString m_path;
    QSet<QString> m_known;
    QString m_problem;
};

} // namespace prosc::json
