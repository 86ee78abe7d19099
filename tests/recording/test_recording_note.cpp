#include "app/recording/recording_note.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// As the first version of the program wrote it.
const QByteArray kFirst =
    QByteArray(
        R"({"endpoint": "URL", "epoch": 2, "fileName": "Choir.mp4", "format": 1, "recording": "r1",
    "certificate": "", "startedAt": "2026-05-04T10:00:00.000+02:00", "title": "Choir",
    "token": "secret"})")
        .replace("URL", "https://room.example.org/api/uploads");

} // namespace

class TestRecordingNote : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    Result<RecordingNote> read(const QByteArray &text) const
    {
        QFile file(m_folder.filePath(u"recording.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush()
                   ? readNote(m_folder.path())
                   : fail(ErrorCode::DiskError);
    }

private Q_SLOTS:
    void note_isRead_asAnEarlierVersionWroteIt()
    {
        const auto note = read(kFirst);
        QVERIFY2(note, qPrintable(note ? QString() : note.error().detail));
        RecordingNote expected;
        expected.fileName = u"Choir.mp4"_s;
        auto &order = expected.order;
        order.recording = RecordingId{u"r1"_s};
        order.epoch = 2;
        order.title = u"Choir"_s;
        order.startedAt =
            QDateTime::fromString(u"2026-05-04T10:00:00.000+02:00"_s, Qt::ISODateWithMs);
        order.ticket = {QUrl(u"https://room.example.org/api/uploads"_s), u"secret"_s, {}};
        QCOMPARE(*note, expected);
        QCOMPARE(note->order.limit, RecordingOrder().limit);
    }

    void note_isRefused_andTheFieldNamed_whenItIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QString>("field");
        QTest::newRow("format") << QByteArray("\"format\": 1") << QByteArray("\"format\": 2")
                                << u"format"_s;
        QTest::newRow("recording") << QByteArray("r1") << QByteArray("../r1") << u"recording"_s;
        QTest::newRow("no file") << QByteArray("Choir.mp4") << QByteArray() << u"fileName"_s;
        QTest::newRow("path") << QByteArray("Choir.mp4") << QByteArray("../x") << u"fileName"_s;
        QTest::newRow("epoch") << QByteArray("2,") << QByteArray("-2,") << u"epoch"_s;
    }

    void note_isRefused_andTheFieldNamed_whenItIsDamaged()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, by);
        QFETCH(QString, field);
        const auto note = read(QByteArray(kFirst).replace(what, by));
        QVERIFY(!note);
        QCOMPARE(note.error().code, ErrorCode::FileDamaged);
        QVERIFY2(note.error().detail.contains(field), qPrintable(note.error().detail));
    }
};

QTEST_APPLESS_MAIN(TestRecordingNote)
#include "test_recording_note.moc"
