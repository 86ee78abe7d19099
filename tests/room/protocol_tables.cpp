#include "tests/room/protocol_tables.h"

#include "app/room/protocol/message_fields.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <memory>
#include <utility>
#include <variant>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

struct Fields;

/// One field: its kind with its limits, or the fields of the object (or of each element).
struct Field
{
    QString name;
    QStringList kind;
    std::shared_ptr<Fields> inner = nullptr;
};

struct Fields
{
    std::vector<Field> list;
};

/// Collects what a describe() function names.
class Describer
{
public:
    template <class M>
    using Ref = const M &;

    void operator()(const char *name, const QString &, json::Text limits = {})
    {
        add(name, {u"text"_s, QString::number(limits.min), QString::number(limits.max)});
    }
    void operator()(const char *name, const QString &, json::Visible limits)
    {
        add(name, {u"visible"_s, QString::number(limits.max)});
    }
    void operator()(const char *name, const QString &, json::Key) { add(name, {u"key"_s}); }
    void operator()(const char *name, const QString &, json::Words words)
    {
        QStringList kind{u"oneOf"_s};
        for (const auto *word : words.allowed) {
            kind << QString::fromLatin1(word);
        }
        add(name, kind);
    }
    void operator()(const char *name, bool) { add(name, {u"bool"_s}); }
    void operator()(const char *name, int, json::Range range) { addNumber(name, range); }
    void operator()(const char *name, int64_t, json::Range range) { addNumber(name, range); }
    template <json::Enum E>
    void operator()(const char *name, E)
    {
        QStringList kind{u"oneOf"_s};
        for (const auto &[value, word] : EnumNames<E>::table) {
            kind << QString::fromLatin1(word);
        }
        add(name, kind);
    }
    template <class Tag>
    void operator()(const char *name, const StrongId<Tag> &, json::Id id)
    {
        add(name, {id == json::Id::Required ? u"id"_s : u"idOrEmpty"_s});
    }
    void operator()(const char *name, const QDateTime &) { add(name, {u"date"_s}); }
    void operator()(const char *name, const std::optional<QDateTime> &)
    {
        add(name, {u"dateOrEmpty"_s});
    }
    void operator()(const char *name, const QStringList &, json::Count count)
    {
        add(name, {u"texts"_s, QString::number(count.min), QString::number(count.max)});
    }
    template <class T>
    void operator()(const char *name, const std::vector<T> &, json::Count count)
    {
        add(name, {u"list"_s, QString::number(count.min), QString::number(count.max)},
            fieldsOf<T>());
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char *name, const T &) { add(name, {u"object"_s}, fieldsOf<T>()); }

    template <class T>
    static std::shared_ptr<Fields> fieldsOf()
    {
        Describer inner;
        describe(inner, T{});
        return std::make_shared<Fields>(std::move(inner.m_fields));
    }

private:
    void addNumber(const char *name, json::Range range)
    {
        add(name, {u"int"_s, QString::number(range.min), QString::number(range.max)});
    }
    void add(const char *name, const QStringList &kind, std::shared_ptr<Fields> inner = nullptr)
    {
        m_fields.list.push_back({QString::fromLatin1(name), kind, std::move(inner)});
    }

    Fields m_fields;
};

struct MessageTable
{
    QString type;
    std::shared_ptr<Fields> fields;
};

QString typeOf(const QByteArray &message)
{
    return QJsonDocument::fromJson(message).object().value(u"type"_s).toString();
}

template <class Message, class Body, size_t... Index>
std::vector<MessageTable> tablesOf(std::index_sequence<Index...>)
{
    return {MessageTable{typeOf(serialize(Message{0, std::variant_alternative_t<Index, Body>{}})),
                         Describer::fieldsOf<std::variant_alternative_t<Index, Body>>()}...};
}

std::vector<MessageTable> clientTables()
{
    return tablesOf<ClientMessage, ClientBody>(
        std::make_index_sequence<std::variant_size_v<ClientBody>>());
}

std::vector<MessageTable> serviceTables()
{
    return tablesOf<ServiceMessage, ServiceBody>(
        std::make_index_sequence<std::variant_size_v<ServiceBody>>());
}

// ---- for the page

bool isNumber(const QString &word)
{
    bool ok = false;
    word.toLongLong(&ok);
    return ok;
}

QString jsObject(const Fields &fields, int indent)
{
    if (fields.list.empty()) {
        return u"{}"_s;
    }
    const QString outer(indent, QLatin1Char(' '));
    QString text = u"{\n"_s;
    for (const auto &field : fields.list) {
        QStringList words;
        for (const auto &word : field.kind) {
            words << (isNumber(word) ? word : u"'%1'"_s.arg(word));
        }
        if (field.inner) {
            words << jsObject(*field.inner, indent + 4);
        }
        text += u"%1    %2: [%3],\n"_s.arg(outer, field.name, words.join(u", "_s));
    }
    return text + outer + QLatin1Char('}');
}

QString jsTables(const char *name, const std::vector<MessageTable> &tables)
{
    QString text = u"export const %1 = {\n"_s.arg(QLatin1String(name));
    for (const auto &table : tables) {
        text += u"    %1: %2,\n"_s.arg(table.type, jsObject(*table.fields, 4));
    }
    return text + u"};\n"_s;
}

// ---- for people

QString mdKind(const Field &field);

QString mdFields(const Fields &fields)
{
    QStringList texts;
    for (const auto &field : fields.list) {
        texts << u"`%1` %2"_s.arg(field.name, mdKind(field));
    }
    return texts.isEmpty() ? u"–"_s : texts.join(u", "_s);
}

QString mdKind(const Field &field)
{
    const auto &kind = field.kind;
    const auto limits = kind.size() == 3 ? u"%1..%2"_s.arg(kind[1], kind[2]) : QString();
    if (kind[0] == u"oneOf"_s) {
        return u"\""_s + kind.mid(1).join(u"\"\\|\""_s) + QLatin1Char('"');
    }
    if (kind[0] == u"visible"_s) {
        return u"text, 1..%1, not only spaces"_s.arg(kind[1]);
    }
    if (kind[0] == u"list"_s) {
        return u"%1 of {%2}"_s.arg(limits, mdFields(*field.inner));
    }
    if (kind[0] == u"object"_s) {
        return u"{%1}"_s.arg(mdFields(*field.inner));
    }
    if (kind[0] == u"texts"_s) {
        return u"%1 texts"_s.arg(limits);
    }
    return limits.isEmpty() ? kind[0] : u"%1 %2"_s.arg(kind[0], limits);
}

QString mdTable(const std::vector<MessageTable> &tables)
{
    QString text = u"| type | fields |\n| --- | --- |\n"_s;
    for (const auto &table : tables) {
        text += u"| `%1` | %2 |\n"_s.arg(table.type, mdFields(*table.fields));
    }
    return text;
}

} // namespace

QString protocolFieldsJs()
{
    return u"// Generated from the describe() functions of app/room/protocol: cmake --build "
           u"--target "
           "update_protocol. Do not edit.\n"
           "// What each kind of field means is in protocol_schema.js.\n\n"
           ""_s +
           jsTables("CLIENT_FIELDS", clientTables()) + QLatin1Char('\n') +
           jsTables("SERVICE_FIELDS", serviceTables());
}

QString withProtocolFields(const QString &document)
{
    static const auto begin = u"<!-- generated by update_protocol -->\n"_s;
    static const auto end = u"<!-- end of the generated part -->\n"_s;
    const auto from = document.indexOf(begin);
    const auto to = document.indexOf(end);
    if (from < 0 || to < from) {
        return {};
    }
    return document.left(from + begin.size()) + u"\nFrom a client:\n\n"_s +
           mdTable(clientTables()) + u"\nFrom the service:\n\n"_s + mdTable(serviceTables()) +
           QLatin1Char('\n') + document.mid(to);
}

} // namespace prosc
