#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/translations.h"
#include "ui/text/upload_error_text.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void errorText_hasASentenceOfItsOwn_forEveryCode();
    void errorText_namesThePerson_whenSomebodyElseStarted();
    void errorText_namesOnlyPackages_thatTheProgramNeeds();
    void uploadErrorText_isAboutTheUpload_whateverItsReason_data();
    void uploadErrorText_isAboutTheUpload_whateverItsReason();
    void uploadErrorText_isAnotherForEveryCode();
    void uploadErrorText_saysWhatToChange_whenAProxyRefuses();
    void durationText_countsHoursMinutesSeconds_data();
    void durationText_countsHoursMinutesSeconds();
    void percentText_staysWithinBounds_whateverIsGiven();
    void sizeText_usesUnits_forLargeNumbers();
    void catalogue_isComplete_data();
    void catalogue_isComplete();
    void catalogue_keepsPlaceholders_data() { catalogue_isComplete_data(); }
    void catalogue_keepsPlaceholders();
    void installTranslations_speaksGerman_afterwards();
};

void TestText::errorText_hasASentenceOfItsOwn_forEveryCode()
{
    const QString internal = errorText({ErrorCode::Internal, {}});
    QSet<QString> seen;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const QString sentence = errorText({code, u"detail"_s});
        QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(errorCodeName(code)));
        QVERIFY2(!sentence.contains(QLatin1String("detail")), qPrintable(errorCodeName(code)));
        QVERIFY2(code == ErrorCode::Internal || sentence != internal,
                 qPrintable(errorCodeName(code)));
        QVERIFY2(!seen.contains(sentence), qPrintable(errorCodeName(code)));
        seen.insert(sentence);
    }
}

void TestText::errorText_namesThePerson_whenSomebodyElseStarted()
{
    QCOMPARE(errorText({ErrorCode::AlreadyRecording, {}}, u"Dana"_s), u"Dana started recording."_s);
    QCOMPARE(errorText({ErrorCode::NotFromMobile, {}}),
             u"Recording can be started and stopped from a computer."_s);
}

void TestText::errorText_namesOnlyPackages_thatTheProgramNeeds()
{
    QCOMPARE(errorText({ErrorCode::PackageMissing, u"gstreamer1.0-nice, libqt6sql6-sqlite"_s}),
             u"Something that Proscenium needs is not installed: gstreamer1.0-nice, "
             "libqt6sql6-sqlite. Install it, then start Proscenium again."_s);
    const QString bundled = errorText({ErrorCode::PackageMissing, {}});
    QVERIFY2(bundled.contains(u"Install Proscenium again"_s), qPrintable(bundled));
    // A service that is a liar.
    for (const QString &detail : {u"evil"_s, u"gstreamer1.0-nice, evil"_s, u"gstreamer1.0-nice, "_s,
                                  u"libqt6sql6-sqlite; rm"_s}) {
        QCOMPARE(errorText({ErrorCode::PackageMissing, detail}), bundled);
    }
}

/// Every error of an Uploader (its failed()), and words that name the place where it can be fixed.
void TestText::uploadErrorText_isAboutTheUpload_whateverItsReason_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](ErrorCode code, const char *words) {
        QTest::newRow(qPrintable(errorCodeName(code)))
            << static_cast<int>(code) << QString::fromLatin1(words);
    };
    row(ErrorCode::Unreachable, "Can't reach the room.");
    row(ErrorCode::Timeout, "The room did not answer in time.");
    row(ErrorCode::CertificateUnknown, "identity could not be verified");
    row(ErrorCode::TokenExpired, "has expired");
    row(ErrorCode::TokenInvalid, "not allowed to upload");
    row(ErrorCode::NotAllowed, "deleted there");
    row(ErrorCode::StaleRecording, "no longer knows this recording");
    row(ErrorCode::TooLarge, "larger than the room accepts");
    row(ErrorCode::TooMany, "other uploads");
    row(ErrorCode::DiskFull, "The disk of the room's computer");
    row(ErrorCode::ChecksumMismatch, "uploaded again");
    row(ErrorCode::OffsetMismatch, "out of step");
    row(ErrorCode::Malformed, "Update Proscenium");
    row(ErrorCode::NotFound, "file is no longer on this computer");
    row(ErrorCode::FileDamaged, "file on this computer");
    row(ErrorCode::DiskError, "file on this computer cannot be read");
    row(ErrorCode::PermissionDenied, "not allowed to read the file");
}

void TestText::uploadErrorText_isAboutTheUpload_whateverItsReason()
{
    QFETCH(int, code);
    QFETCH(QString, words);
    const Error error{static_cast<ErrorCode>(code), u"detail"_s};
    const QString sentence = uploadErrorText(error);
    QVERIFY2(sentence.contains(words), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(QLatin1Char('.')), qPrintable(sentence));
    // that text is about something else
    QVERIFY2(sentence != errorText(error), qPrintable(sentence));
    // A host must not be told to ask the host for a link, and there is no list to choose from.
    for (const auto *other : {"moderator", "new link", "Refresh", "detail"}) {
        QVERIFY2(!sentence.contains(QLatin1String(other)), qPrintable(sentence));
    }
}

void TestText::uploadErrorText_isAnotherForEveryCode()
{
    QSet<QString> seen;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const QString sentence = uploadErrorText({static_cast<ErrorCode>(i), {}});
        QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
        seen.insert(sentence);
    }
}

void TestText::uploadErrorText_saysWhatToChange_whenAProxyRefuses()
{
    const auto has = [](ErrorCode code, const char *words) {
        const auto sentence = uploadErrorText({code, u"detail"_s});
        return sentence.startsWith(
                   QLatin1String("A proxy between this computer and the room service ")) &&
               sentence.contains(QLatin1String(words));
    };
    QVERIFY(has(ErrorCode::ProxyForbids, "(403). Ask its administrator"));
    QVERIFY(has(ErrorCode::ProxyTooLarge, "nginx: client_max_body_size"));
    QVERIFY(has(ErrorCode::ProxyRefuses, "POST, PATCH and HEAD"));
    QVERIFY(has(ErrorCode::ProxyAnswers, "Check that the room's computer is on"));
}

void TestText::durationText_countsHoursMinutesSeconds_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << qint64(0) << u"0:00:00"_s;
    QTest::newRow("rounded down") << qint64(1999) << u"0:00:01"_s;
    QTest::newRow("an hour") << qint64(3723000) << u"1:02:03"_s;
    QTest::newRow("more than a day") << qint64(93600000) << u"26:00:00"_s;
    QTest::newRow("negative") << qint64(-5) << u"0:00:00"_s;
}

void TestText::durationText_countsHoursMinutesSeconds()
{
    QFETCH(qint64, milliseconds);
    QTEST(durationText(std::chrono::milliseconds(milliseconds)), "text");
}

void TestText::percentText_staysWithinBounds_whateverIsGiven()
{
    const QLocale english(QLocale::English);
    QCOMPARE(percentText(45, 100, english), u"45%"_s);
    QCOMPARE(percentText(5, 0, english), u"0%"_s);
    QCOMPARE(percentText(200, 100, english), u"100%"_s);
}

void TestText::sizeText_usesUnits_forLargeNumbers()
{
    QCOMPARE(sizeText(734003200, QLocale(QLocale::English)), u"734.0 MB"_s);
    QCOMPARE(sizeText(734003200, QLocale(QLocale::German)), u"734,0 MB"_s);
}

void TestText::catalogue_isComplete_data()
{
    QTest::addColumn<QString>("file");
    for (const char *language : {"de", "he"}) {
        QTest::newRow(language) << QStringLiteral(PROSC_TRANSLATIONS "/proscenium_%1.ts")
                                       .arg(QString::fromLatin1(language));
    }
}

void TestText::catalogue_isComplete()
{
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(source.readAll());
    QVERIFY(text.count(QLatin1String("<message")) > 100);
    QCOMPARE(text.count(QLatin1String("type=\"unfinished\"")), 0);
    QCOMPARE(text.count(QLatin1String("<translation></translation>")), 0);
    QCOMPARE(text.count(QLatin1String("type=\"vanished\"")), 0);
}

void TestText::catalogue_keepsPlaceholders()
{
    QFETCH(QString, file);
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&source);
    static const QRegularExpression kPlaceholder(u"%(\\d|n)"_s);
    const auto placeholders = [](const QString &text) {
        QStringList found;
        for (auto i = kPlaceholder.globalMatch(text); i.hasNext();) {
            found.append(i.next().captured());
        }
        found.sort();
        return found;
    };
    QString english;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) {
            continue;
        }
        if (xml.name() == QLatin1String("source")) {
            english = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation") &&
                   !english.contains(QLatin1String("%n"))) {
            const QString translated = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            QVERIFY2(placeholders(english) == placeholders(translated), qPrintable(english));
        }
    }
    QVERIFY(!xml.hasError());
}

void TestText::installTranslations_speaksGerman_afterwards()
{
    installTranslations(*QCoreApplication::instance(), QLocale(QLocale::German));
    QCOMPARE(errorText({ErrorCode::AlreadyRecording, {}}, u"Dana"_s),
             u"Dana hat die Aufnahme gestartet."_s);
    QCOMPARE(QLocale().language(), QLocale::German);
}

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
