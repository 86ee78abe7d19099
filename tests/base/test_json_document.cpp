#include "app/base/json_document.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

enum class Colour { Red, Green };

struct Part
{
    int64_t length = 0;
    friend bool operator==(const Part &, const Part &) = default;
};

struct Thing
{
    RecordingId id;
    QString name;
    QString note;
    int count = 7;
    Colour colour = Colour::Green;
    QUrl url;
    QDateTime seen;
    std::optional<int64_t> bytes;
    std::chrono::milliseconds time{};
    std::vector<Part> parts;
    friend bool operator==(const Thing &, const Thing &) = default;
};

template <class V>
void describe(V &v, json::Ref<V, Part> m)
{
    v("length", m.length, json::Range{1, 9});
}
template <class V>
void describe(V &v, json::Ref<V, Thing> m)
{
    using namespace json;
    v("format", Format{3});
    v("id", m.id, Id::Required);
    v("name", m.name, Text{1, 8});
    v("note", m.note, Sparse{8});
    v("count", m.count, Range{1, 9});
    v("colour", m.colour);
    v("url", m.url, Text{0, 64});
    v("seen", m.seen, OrEmpty{});
    v("bytes", m.bytes, kBytes);
    v("time", m.time, kMilliseconds);
    v("parts", m.parts, Count{0, 2});
}

const QByteArray kLeast = R"({"format": 3, "id": "a", "name": "A")";

} // namespace

namespace prosc {

template <>
struct EnumNames<Colour>
{
    static constexpr std::array table = {std::pair{Colour::Red, "red"},
                                         std::pair{Colour::Green, "green"}};
};

} // namespace prosc

class TestJsonDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thing_isTheSame_whenItIsReadAgain()
    {
        Thing thing;
        thing.id = RecordingId{u"a-1"_s};
        thing.name = u"A"_s;
        thing.note = u"seen"_s;
        thing.count = 3;
        thing.colour = Colour::Red;
        thing.url = QUrl(u"https://example.org/\u00fc"_s);
        thing.seen = QDateTime::fromString(u"2026-05-04T10:00:00.250+02:00"_s, Qt::ISODateWithMs);
        thing.bytes = int64_t{1} << 40;
        thing.time = 90s;
        thing.parts = {{4}, {5}};
        const auto text = QJsonDocument(json::write(thing)).toJson();
        Thing read;
        const auto status = json::read(text, read);
        QVERIFY2(status, qPrintable(status ? QString() : status.error().detail));
        QCOMPARE(read, thing);
    }

    void field_isLeftOut_whileItIsEmpty()
    {
        const auto json = json::write(Thing{});
        QVERIFY(!json.contains(u"note"_s));
        QCOMPARE(json[u"seen"_s], QJsonValue(QString(u""_s)));
        QCOMPARE(json[u"bytes"_s].toInt(), -1);
    }

    void missingFields_keepTheirValues_andUnknownOnesArePassedOver()
    {
        Thing thing;
        thing.parts = {{4}};
        QVERIFY(json::read(kLeast + R"(, "later": {"x": 1}})", thing));
        Thing expected;
        expected.parts = {{4}};
        expected.id = RecordingId{u"a"_s};
        expected.name = u"A"_s;
        QCOMPARE(thing, expected);
    }

    void wrongField_isNamed_andKeepsItsValue_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &more, const char *problem) {
            QTest::newRow(name) << kLeast + ", " + more + "}" << QString::fromLatin1(problem);
        };
        row("type", R"("count": "7")", "count must be a whole number in range");
        row("range", R"("count": 10)", "count must be a whole number in range");
        row("fraction", R"("count": 1.5)", "count must be a whole number in range");
        row("length", R"("note": "far too long")", "note has a wrong length");
        row("null", R"("note": null)", "note must be a string");
        row("word", R"("colour": "blue")", "colour has an unknown value");
        row("address", R"("url": "a b")", "url must be an address");
        row("time", R"("seen": "today")", "seen must be a date and time in ISO 8601, or empty");
        row("list", R"("parts": {})", "parts must be a list of allowed length");
        row("long list", R"("parts": [{}, {}, {}])", "parts must be a list of allowed length");
        row("in a list", R"("parts": [1])", "parts must be an object");
        row("inside", R"("parts": [{"length": 10}])",
            "parts.length must be a whole number in range");
        row("missing inside", R"("parts": [{}])", "parts.length must be a whole number in range");
        QTest::newRow("no format")
            << QByteArray(R"({"id": "a", "name": "A"})") << u"format is unknown"_s;
        QTest::newRow("no id") << QByteArray(R"({"format": 3, "name": "A"})")
                               << u"id must be an id"_s;
        QTest::newRow("no name") << QByteArray(R"({"format": 3, "id": "a"})")
                                 << u"name has a wrong length"_s;
        QTest::newRow("a path as id")
            << QByteArray(R"({"format": 3, "id": "../a", "name": "A"})") << u"id must be an id"_s;
    }

    void wrongField_isNamed_andKeepsItsValue()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        Thing thing;
        const auto status = json::read(text, thing);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::FileDamaged);
        QCOMPARE(status.error().detail, problem);
        QCOMPARE(thing.count, Thing().count);
        QCOMPARE(thing.colour, Thing().colour);
        QCOMPARE(thing.note, QString());
        QCOMPARE(thing.seen, QDateTime());
    }

    void text_isRefused_whenItIsNoObject()
    {
        for (const char *text : {"", "[]", "{\"format\": 3, \"id\"", "3"}) {
            Thing thing;
            const auto status = json::read(QByteArray(text), thing);
            QVERIFY(!status && status.error().detail.startsWith(u"not a JSON object"_s));
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonDocument)
#include "test_json_document.moc"
