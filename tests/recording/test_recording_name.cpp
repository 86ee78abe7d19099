#include "app/recording/recording_name.h"

#include <QTest>

using namespace prosc;

namespace {

const QDateTime kStart(QDate(2026, 3, 9), QTime(8, 5, 7));
const QString kHead = QStringLiteral("Rec \u2013 2026-03-09 08-05-07 \u2013 ");

QString titleIn(const QString &name)
{
    return name.startsWith(kHead) && name.endsWith(QStringLiteral(".mp4"))
               ? name.mid(kHead.size(), name.size() - kHead.size() - 4)
               : QStringLiteral("(not a recording's name)");
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
        row("plain", QStringLiteral("Algebra II"), QStringLiteral("Algebra II"));
        row("forbidden", QStringLiteral("a/b\\c:d*e?f\"g<h>i|j"),
            QStringLiteral("a-b-c-d-e-f-g-h-i-j"));
        row("climbs", QStringLiteral("../../etc/passwd"), QStringLiteral("..-..-etc-passwd"));
        row("control", QStringLiteral("a\u0001b\tc\nd\u007fe"), QStringLiteral("ab c de"));
        row("NUL", QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b"), QStringLiteral("ab"));
        row("end", QStringLiteral("What next... . "), QStringLiteral("What next"));
        row("empty", QString(), QStringLiteral("Untitled"));
        row("spaces", QStringLiteral("   "), QStringLiteral("Untitled"));
        row("only forbidden", QStringLiteral("//: ?"), QStringLiteral("Untitled"));
        row("only dots", QStringLiteral("..."), QStringLiteral("Untitled"));
        row("only joiners", QStringLiteral("\u200d\u200c"), QStringLiteral("Untitled"));
        row("reserved", QStringLiteral("CON"), QStringLiteral("CON"));
        row("bidi controls", QStringLiteral("a\u202egpj\u202c\u2066b\u2069\u200e\u200f\u061cc"),
            QStringLiteral("agpjbc"));
        row("invisible", QStringLiteral("a\ufeffb\u200bc\u00add\u2060e"), QStringLiteral("abcde"));
        row("Hebrew", QStringLiteral("\u05e9\u05d9\u05e2\u05d5\u05e8 3"),
            QStringLiteral("\u05e9\u05d9\u05e2\u05d5\u05e8 3"));
        row("composed", QStringLiteral("Cafe\u0301"), QStringLiteral("Caf\u00e9"));
        // A family is four people held together by joiners; the flag of England is made of tags.
        const QString family = QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
        const QString england = QString::fromUcs4(
            U"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F");
        row("family", family, family);
        row("flag", england, england);
        row("half an emoji", QStringLiteral("a") + QChar(0xD83D) + QStringLiteral("b"),
            QStringLiteral("ab"));
        row("noncharacter", QStringLiteral("a") + QChar(0xFFFE) + QStringLiteral("b"),
            QStringLiteral("ab"));
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
        QTest::newRow("ascii") << QStringLiteral("x");
        QTest::newRow("two bytes") << QStringLiteral("\u05d0");
        QTest::newRow("three bytes") << QStringLiteral("\u4e2d");
        QTest::newRow("emoji") << QString::fromUcs4(U"\U0001F600");
        QTest::newRow("family") << QString::fromUcs4(U"\U0001F468\u200D\U0001F469\u200D\U0001F467");
        QTest::newRow("accent without a composed form") << QStringLiteral("q\u0301");
    }
    void name_isCut_whenItIsTooLong()
    {
        QFETCH(QString, chunk);
        const QString name = recordingFileName(kStart, chunk.repeated(300));
        const qsizetype bytes = name.toUtf8().size();
        QVERIFY(bytes <= kMaxRecordingNameBytes);
        QVERIFY(bytes + chunk.toUtf8().size() > kMaxRecordingNameBytes);
        const QString title = titleIn(name);
        // Only whole chunks: nothing is cut inside.
        QCOMPARE(title.size() % chunk.size(), 0);
        QCOMPARE(title, chunk.repeated(title.size() / chunk.size()));
    }

    void name_keepsWholeCodePoints_whenOneCharacterIsLongerThanAName()
    {
        const QString name =
            recordingFileName(kStart, QStringLiteral("q") + QStringLiteral("\u0301").repeated(300));
        QVERIFY(name.toUtf8().size() <= kMaxRecordingNameBytes);
        QVERIFY(titleIn(name).startsWith(QStringLiteral("q\u0301")));
    }

    void name_hasNoSpaceBeforeTheSuffix_whenTheCutFallsThere()
    {
        for (int length = 155; length < 170; ++length) {
            const QString title =
                QString(length, QLatin1Char('x')) + QStringLiteral(" . y").repeated(30);
            const QString cut = titleIn(recordingFileName(kStart, title));
            QVERIFY(!cut.endsWith(QLatin1Char(' ')) && !cut.endsWith(QLatin1Char('.')));
        }
    }
};

QTEST_GUILESS_MAIN(TestRecordingName)
#include "test_recording_name.moc"
