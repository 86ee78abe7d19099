#include "app/server/index/recording_meta.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// As the first version of the service wrote it.
const QByteArray kFirst = R"({"version": 1, "recording": "rec-1", "room": "room-1", "epoch": 3,
    "title": "Choir", "owner": "Anna", "name": "Choir.mp4", "state": "ready", "reason": "",
    "created": "2026-05-04T10:00:00.000+02:00", "duration": 60000, "bytes": 5000000,
    "received": 5000000, "sha256": "ab", "uploadCreated": true})";

} // namespace

class TestRecordingMeta : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recording_isTheSame_whenItIsReadAgain()
    {
        RecordingRow row;
        row.room = RoomId{u"room-1"_s};
        row.epoch = 3;
        row.title = u"Choir"_s;
        row.owner = u"Anna"_s;
        row.item.item = RecordingId{u"rec-1"_s};
        row.item.name = u"Choir.mp4"_s;
        row.item.state = MediaItemState::Deleted;
        row.item.created = QDateTime(QDate(2026, 5, 4), QTime(10, 0), QTimeZone::utc());
        row.item.duration = 60'000;
        row.item.bytes = 5'000'000;
        row.layout = UploadLayout::Fragments;
        row.uploadLength = 4'000'000;
        row.file = u"Choir.mp4"_s;
        row.stateBefore = MediaItemState::Ready;
        row.linkKey = u"0123"_s;
        row.setDeleted(QDateTime(QDate(2026, 5, 5), QTime(10, 0), QTimeZone::utc()));
        const auto read = recordingFromMeta(metaOf(row));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
        QCOMPARE(*read, row);
        // Neither in the bin, nor with a length.
        row.setDeleted({});
        row.uploadLength = std::nullopt;
        QCOMPARE(*recordingFromMeta(metaOf(row)), row);
    }

    void recording_isRead_asAnEarlierVersionWroteIt()
    {
        const auto row = recordingFromMeta(kFirst);
        QVERIFY2(row, qPrintable(row ? QString() : row.error().detail));
        QCOMPARE(row->item.item.value, u"rec-1"_s);
        QCOMPARE(row->item.state, MediaItemState::Ready);
        QCOMPARE(row->file, u"Choir.mp4"_s);
        QCOMPARE(row->layout, UploadLayout::File);
        QCOMPARE(row->stateBefore, MediaItemState::Failed);
        QVERIFY(!row->uploadLength && !row->deletedAt.isValid() && !row->item.binnedUntil);
        // By a later one.
        QVERIFY(recordingFromMeta(
            QByteArray(kFirst).replace("\"version\": 1", "\"version\": 9, \"more\": []")));
    }

    void recording_isRefused_andTheFieldNamed_whenItIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QString>("field");
        QTest::newRow("no id") << QByteArray("rec-1") << QByteArray() << u"recording"_s;
        QTest::newRow("no room") << QByteArray("\"room\"") << QByteArray("\"r\"") << u"room"_s;
        QTest::newRow("no state") << QByteArray("\"state\"") << QByteArray("\"s\"") << u"state"_s;
        QTest::newRow("state") << QByteArray("ready") << QByteArray("lost") << u"state"_s;
        QTest::newRow("created") << QByteArray("2026-05") << QByteArray("2026") << u"created"_s;
        QTest::newRow("bytes") << QByteArray("5000000") << QByteArray("-5") << u"bytes"_s;
    }

    void recording_isRefused_andTheFieldNamed_whenItIsDamaged()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, by);
        QFETCH(QString, field);
        const auto row = recordingFromMeta(QByteArray(kFirst).replace(what, by));
        QVERIFY(!row);
        QCOMPARE(row.error().code, ErrorCode::FileDamaged);
        QVERIFY2(row.error().detail.contains(field), qPrintable(row.error().detail));
    }

    void room_isRead_asEveryVersionWroteIt()
    {
        const RoomRecord room{RoomId{u"room-1"_s},
                              u"Choir"_s,
                              RoomType::Gallery,
                              u"Anna"_s,
                              {u"Anna"_s, u"Bob"_s},
                              QDateTime(QDate(2026, 5, 4), QTime(10, 0), QTimeZone::utc()),
                              true,
                              false,
                              30};
        const auto read = roomFromMeta(metaOf(room));
        QVERIFY(read && *read == room);
        const auto first = roomFromMeta(R"({"version": 1, "room": "room-1", "title": "Choir",
                                            "type": "channel", "owner": "", "created": ""})");
        QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
        QCOMPARE(first->type, RoomType::Channel);
        QCOMPARE(first->retentionDays, 0);
        QVERIFY(!first->created.isValid());
        QCOMPARE(roomFromMeta("{}").error().code, ErrorCode::FileDamaged);
    }
};

QTEST_APPLESS_MAIN(TestRecordingMeta)
#include "test_recording_meta.moc"
