#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/library/media_window.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"

#include <QAbstractButton>
#include <QLabel>
#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const Error kFull{ErrorCode::DiskFull, {}};

using Failure = std::function<void(FakeRoom &)>;

} // namespace

Q_DECLARE_METATYPE(Failure)

/// Each model reports what failed; the room's window hears them all.
class TestFailedRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void toast_saysWhy_whicheverModelFailed_data();
    void toast_saysWhy_whicheverModelFailed();
    void opening_goesOn_whenSomethingElseFails();
    void toast_namesTheDevice_thatReplacesAnother();
};

void TestFailedRequests::toast_saysWhy_whicheverModelFailed_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::newRow("room") << Failure(
        [](FakeRoom &room) { Q_EMIT room.model.requestFailed(kFull, {}); });
    QTest::newRow("devices") << Failure(
        [](FakeRoom &room) { Q_EMIT room.devices.requestFailed(kFull); });
    QTest::newRow("uploads") << Failure(
        [](FakeRoom &room) { Q_EMIT room.uploads.requestFailed(kFull); });
    QTest::newRow("library") << Failure(
        [](FakeRoom &room) { Q_EMIT room.library.requestFailed(kFull, {}); });
}

void TestFailedRequests::toast_saysWhy_whicheverModelFailed()
{
    QFETCH(Failure, failure);
    const FakeClock clock;
    FakeRoom room;
    fillRoom(room, {u"Dana"_s});
    RoomWindow window(room.models(), clock);
    window.show();
    auto *record = window.findChild<QAbstractButton *>(u"startRecordingButton"_s);
    record->click();
    window.findChild<QAbstractButton *>(u"startRecordingConfirm"_s)->click();
    QVERIFY(!record->isEnabled());
    failure(room);
    QCOMPARE(window.findChild<QLabel *>(u"toastLabel"_s)->text(), errorText(kFull));
    QVERIFY(record->isEnabled());
}

void TestFailedRequests::toast_namesTheDevice_thatReplacesAnother()
{
    const FakeClock clock;
    FakeRoom room;
    fillRoom(room, {u"Dana"_s});
    RoomWindow window(room.models(), clock);
    window.show();
    const auto *toast = window.findChild<QLabel *>(u"toastLabel"_s);
    Q_EMIT room.devices.microphoneReplaced(u"Desk mic"_s);
    QCOMPARE(toast->text(), u"Microphone disconnected. Now using Desk mic."_s);
    Q_EMIT room.devices.cameraReplaced(u"Webcam"_s);
    QCOMPARE(toast->text(), u"Camera disconnected. Now using Webcam."_s);
}

void TestFailedRequests::opening_goesOn_whenSomethingElseFails()
{
    FakeRoom room;
    fillRoom(room, {u"Dana"_s});
    room.library.recordings = {readyItem(u"a"_s, u"Biology"_s)};
    MediaWindow window(room.library, room.uploads, room.model.conversion);
    window.show();
    window.findChild<QAbstractButton *>(u"viewButton"_s)->click();
    auto *sentence = window.findChild<QLabel *>(u"mediaErrorLabel"_s);
    const QString opening = sentence->text();
    QVERIFY(!opening.isEmpty());
    Q_EMIT room.devices.requestFailed(kFull);
    Q_EMIT room.uploads.requestFailed(kFull);
    QCOMPARE(sentence->text(), opening);
    Q_EMIT room.library.requestFailed(kFull, {});
    QCOMPARE(sentence->text(), errorText(kFull));
}

QTEST_MAIN(TestFailedRequests)
#include "test_failed_requests.moc"
