#include "app/recording/recording_name.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QDateTime kStart(QDate(2026, 3, 9), QTime(8, 5, 7));
const QString kHead = u"Rec \u2013 2026-03-09 08-05-07 \u2013 "_s;

QString titleIn(const QString &name)
{
    return name.startsWith(kHead) && name.endsWith(u".mp4"_s)
               ? name.mid(kHead.size(), name.size() - kHead.size() - 4)
               : u"(not a recording's name)"_s;
}

} // namespace

class TestRecordingName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void name_hasTheTitle_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &title, const QString &expected) {
            QTest::newRow(name) << title << expected;
        };
        row("plain", u"Algebra II"_s, u"Algebra II"_s);
        row("forbidden", u"a/b\\c:d*e?f\"g<h>i|j"_s, u"a-b-c-d-e-f-g-h-i-j"_s);
        row("climbs", u"../../etc/passwd"_s, u"..-..-etc-passwd"_s);
        row("control", u"a\u0001b\tc\nd\u007fe"_s, u"ab c de"_s);
        row("NUL", u"a"_s + QChar(u'\0') + u"b"_s, u"ab"_s);
        row("end", u"What next... . "_s, u"What next"_s);
        row("empty", QString(), u"Untitled"_s);
        row("spaces", u"   "_s, u"Untitled"_s);
        row("only forbidden", u"//: ?"_s, u"Untitled"_s);
        row("only dots", u"..."_s, u"Untitled"_s);
        row("only joiners", u"\u200d\u200c"_s, u"Untitled"_s);
        row("reserved", u"CON"_s, u"CON"_s);
        row("bidi controls", u"a\u202egpj\u202c\u2066b\u2069\u200e\u200f\u061cc"_s, u"agpjbc"_s);
        row("invisible", u"a\ufeffb\u200bc\u00add\u2060e"_s, u"abcde"_s);
        row("Hebrew", u"\u05e9\u05d9\u05e2\u05d5\u05e8 3"_s, u"\u05e9\u05d9\u05e2\u05d5\u05e8 3"_s);
        row("composed", u"Cafe\u0301"_s, u"Caf\u00e9"_s);
        // A family is three people joined by ZWJ; the flag of England consists of tag characters.
        const QString family = QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
        const QString england = QString::fromUcs4(
            U"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F");
        row("family", family, family);
        row("flag", england, england);
        row("half an emoji", u"a"_s + QChar(0xD83D) + u"b"_s, u"ab"_s);
        row("noncharacter", u"a"_s + QChar(0xFFFE) + u"b"_s, u"ab"_s);
    }
    void name_hasTheTitle()
    {
        QFETCH(QString, title);
        QFETCH(QString, expected);
        QCOMPARE(titleIn(recordingFileName(kStart, title)), expected);
    }

    void name_isCut_whenItIsTooLong_data()
    {
        QTest::addColumn<QString>("chunk");
        QTest::newRow("ascii") << u"x"_s;
        QTest::newRow("two bytes") << u"\u05d0"_s;
        QTest::newRow("three bytes") << u"\u4e2d"_s;
        QTest::newRow("emoji") << QString::fromUcs4(U"\U0001F600");
        QTest::newRow("family") << QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
        QTest::newRow("accent without a composed form") << u"q\u0301"_s;
    }
    void name_isCut_whenItIsTooLong()
    {
        QFETCH(QString, chunk);
        const QString name = recordingFileName(kStart, chunk.repeated(300));
        const qsizetype bytes = name.toUtf8().size();
        QVERIFY(bytes <= kMaxRecordingNameBytes);
        QVERIFY(bytes + chunk.toUtf8().size() > kMaxRecordingNameBytes);
        const QString title = titleIn(name);
        // Only whole clusters: none is cut in the middle.
        QCOMPARE(title.size() % chunk.size(), 0);
        QCOMPARE(title, chunk.repeated(title.size() / chunk.size()));
    }

    void name_keepsWholeCodePoints_whenOneCharacterIsLongerThanAName()
    {
        const QString name = recordingFileName(kStart, u"q"_s + u"\u0301"_s.repeated(300));
        QVERIFY(name.toUtf8().size() <= kMaxRecordingNameBytes);
        QVERIFY(titleIn(name).startsWith(u"q\u0301"_s));
    }

    void name_hasNoSpaceBeforeTheSuffix_whenTheCutFallsThere()
    {
        for (int length = 155; length < 170; ++length) {
            const QString title = QString(length, QLatin1Char('x')) + u" . y"_s.repeated(30);
            const QString cut = titleIn(recordingFileName(kStart, title));
            QVERIFY(!cut.endsWith(QLatin1Char(' ')) && !cut.endsWith(QLatin1Char('.')));
        }
    }
};

QTEST_GUILESS_MAIN(TestRecordingName)
#include "test_recording_name.moc"
