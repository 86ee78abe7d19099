#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"
#include "ui/stage/stage_view.h"
#include "ui/stage/tile_painter.h"
#include "ui/text/error_text.h"
#include "ui/text/translations.h"
#include "ui/text/upload_error_text.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestRoomWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void toolbar_asksTheModel_forEachDevice();
    void device_saysWhy_whenItCannotBeUsed();
    void lock_asksFirst_andTheIndicatorUnlocks();
    void lock_isTakenBack_whenCancelled();
    void lock_countsWhoWaits_forModeratorsOnly();
    void leave_asksFirst_whereTheRecordingIsMade();
    void leave_letsTheRecordingGoOn_inTheBackground();
    void end_asks_whenOthersAreInTheRoom_orItIsRecorded_data();
    void end_asks_whenOthersAreInTheRoom_orItIsRecorded();
    void leaveMenu_offersEnd_toModeratorsOnly();
    void inviteLink_isCopied_forWhoHosts();
    void otherNetworks_areOffered_toWhoHostsForOthers();
    void emptyStage_offersTheInviteLink_toWhoHosts();
    void upload_isShown_untilItIsDone();
    void published_offersMediaAndFiles();
    void banner_saysWhy_whenNobodyCanBeSeen();
    void connectionLost_claimsNoRecording_unlessItIsMadeHere();
    void stage_drawsEachPicture_onceOnly();
    void stage_showsInitials_whenTheCameraIsOff();
    void stage_followsANewPicture();
    void everyControl_hasANameForScreenReaders();
    void hebrew_turnsTheWindowAround();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton);
    }
    /// The colour in the middle of the only tile.
    QColor middle() const
    {
        auto *stage = child<StageView>("stageView");
        const QImage image = stage->grab().toImage();
        return image.pixelColor(image.rect().center());
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

namespace {

Picture plain(uint8_t luma)
{
    const WritablePicture picture = allocatePicture(QSize(320, 180));
    for (size_t plane = 0; plane < 3; ++plane) {
        const int rows = plane == 0 ? 180 : 90;
        memset(picture.planes[plane], plane == 0 ? luma : 128,
               static_cast<size_t>(rows) * static_cast<size_t>(picture.buffer->strides[plane]));
    }
    return Picture{picture.buffer, {}};
}

} // namespace

void TestRoomWindow::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana Levi"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestRoomWindow::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestRoomWindow::toolbar_asksTheModel_forEachDevice()
{
    click("microphoneButton");
    click("cameraButton");
    click("screenButton");
    QCOMPARE(m_room->log.calls,
             (QStringList{u"setMicrophone off"_s, u"setCamera off"_s, u"setScreen on"_s}));
    m_room->model.current.cameraOn = false;
    m_room->model.snapshot();
    m_room->log.calls.clear();
    click("cameraButton");
    QCOMPARE(m_room->log.calls, QStringList{u"setCamera on"_s});
}

void TestRoomWindow::device_saysWhy_whenItCannotBeUsed()
{
    m_room->model.current.cameraOn = false;
    m_room->model.current.cameraProblem = Error{ErrorCode::DeviceMissing, {}};
    m_room->model.snapshot();
    auto *camera = child<QAbstractButton>("cameraButton");
    QVERIFY(!camera->isEnabled());
    QCOMPARE(camera->toolTip(), errorText({ErrorCode::DeviceMissing, {}}));
}

void TestRoomWindow::lock_asksFirst_andTheIndicatorUnlocks()
{
    QVERIFY(!child<QWidget>("lockIndicator")->isVisible());
    click("settingsButton");
    click("lockRoomCheck");
    auto *dialog = child<QDialog>("lockRoomDialog");
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->findChild<QLabel *>(u"questionLabel"_s)->text(),
             u"Participants will be redirected to the waiting room."_s);
    QVERIFY(m_room->log.calls.isEmpty());
    click("lockRoomConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"setLocked on"_s});
    m_room->model.current.room.room.locked = true;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("lockIndicator")->isVisible());
    child<QDialog>("settingsDialog")->reject();
    click("lockIndicator");
    QCOMPARE(m_room->log.calls.last(), u"setLocked off"_s);
}

void TestRoomWindow::lock_isTakenBack_whenCancelled()
{
    click("settingsButton");
    click("lockRoomCheck");
    child<QDialog>("lockRoomDialog")->reject();
    QVERIFY(!child<QCheckBox>("lockRoomCheck")->isChecked());
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestRoomWindow::lock_countsWhoWaits_forModeratorsOnly()
{
    m_room->model.current.room.room.locked = true;
    m_room->model.current.room.waitingCount = 2;
    m_room->model.snapshot();
    auto *lock = child<QToolButton>("lockIndicator");
    QCOMPARE(lock->text(), u"Room locked · 2 waiting"_s);
    QCOMPARE(lock->accessibleName(), u"Room locked"_s);
    m_room->model.current.room.waitingCount = 1;
    m_room->model.snapshot();
    QCOMPARE(lock->text(), u"Room locked · 1 waiting"_s);
    m_room->model.current.role = Role::Participant;
    m_room->model.current.room.waitingCount = 3;
    m_room->model.snapshot();
    QCOMPARE(lock->text(), u"Room locked"_s);
}

void TestRoomWindow::leave_asksFirst_whereTheRecordingIsMade()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    m_room->model.current.room.recording.recorder = m_room->model.current.self;
    m_room->model.snapshot();
    child<QAction>("leaveAction")->trigger();
    QVERIFY(m_room->log.calls.isEmpty());
    QVERIFY(child<QDialog>("leaveDialog")->isVisible());
    m_room->model.current.room.recording.phase = RecordingPhase::Idle;
    m_room->model.snapshot();
    QTRY_VERIFY(child<QDialog>("leaveDialog") == nullptr);
    m_room->model.current.room.recording.phase = RecordingPhase::Recording;
    m_room->model.snapshot();
    child<QAction>("leaveAction")->trigger();
    click("stopAndLeaveButton");
    QCOMPARE(m_room->log.calls, QStringList{u"leave"_s});
    // Another computer records: leaving does not affect the recording.
    m_room->log.calls.clear();
    m_room->model.current.room.recording.recorder = ParticipantId{u"other"_s};
    m_room->model.snapshot();
    child<QAction>("leaveAction")->trigger();
    QCOMPARE(m_room->log.calls, QStringList{u"leave"_s});
}

void TestRoomWindow::leave_letsTheRecordingGoOn_inTheBackground()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    m_room->model.current.room.recording.recorder = m_room->model.current.self;
    m_room->model.snapshot();
    child<QAction>("leaveAction")->trigger();
    click("keepRecordingButton");
    QVERIFY(!m_room->log.calls.contains(u"leave"_s));
    QVERIFY(m_room->log.calls.contains(u"setCamera off"_s));
    QVERIFY(m_room->log.calls.contains(u"setMicrophone off"_s));
    QVERIFY(m_room->log.calls.contains(u"setScreen off"_s));
    QVERIFY(m_window->isMinimized());
}

void TestRoomWindow::end_asks_whenOthersAreInTheRoom_orItIsRecorded_data()
{
    QTest::addColumn<int>("people");
    QTest::addColumn<RecordingPhase>("phase");
    QTest::addColumn<QString>("says");
    QTest::newRow("others") << 2 << RecordingPhase::Idle << "Everyone leaves the room.";
    QTest::newRow("recorded") << 1 << RecordingPhase::Recording
                              << "Everyone leaves the room. The recording stops and is saved.";
}

void TestRoomWindow::end_asks_whenOthersAreInTheRoom_orItIsRecorded()
{
    QFETCH(int, people);
    QFETCH(RecordingPhase, phase);
    QFETCH(QString, says);
    m_room->model.current.room.participants.resize(static_cast<size_t>(people));
    m_room->model.current.room.recording.phase = phase;
    m_room->model.snapshot();
    m_room->log.calls.clear();
    child<QAction>("endSessionAction")->trigger();
    auto *ask = child<QDialog>("endSessionDialog");
    QVERIFY(ask->isVisible());
    QVERIFY(std::ranges::any_of(ask->findChildren<QLabel *>(),
                                [&](const QLabel *label) { return label->text() == says; }));
    ask->reject();
    QVERIFY(m_room->log.calls.isEmpty());
    QTRY_VERIFY(child<QDialog>("endSessionDialog") == nullptr);
    child<QAction>("endSessionAction")->trigger();
    click("endSessionConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"endSession"_s});
}

void TestRoomWindow::leaveMenu_offersEnd_toModeratorsOnly()
{
    auto *end = child<QAction>("endSessionAction");
    QVERIFY(end->isVisible());
    // A host's session is not a moderator's to end.
    auto &people = m_room->model.current.room.participants;
    const auto own = std::exchange(people.front().role, Role::Moderator);
    people.push_back(people.front());
    people.back().id = ParticipantId{u"host"_s};
    people.back().role = Role::Host;
    m_room->model.snapshot();
    QVERIFY(!end->isVisible());
    people.back().present = false;
    m_room->model.snapshot();
    QVERIFY(end->isVisible());
    people.front().role = own;
    // Nobody would be sent away, and nothing is being recorded.
    m_room->model.current.room.participants.resize(1);
    m_room->model.snapshot();
    end->trigger();
    QCOMPARE(m_room->log.calls, QStringList{u"endSession"_s});
    m_room->model.current.role = Role::Participant;
    m_room->model.current.room.participants.front().role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(!end->isVisible());
    QVERIFY(!child<QAction>("mediaAction")->isVisible());
    child<QAction>("leaveAction")->trigger();
    QCOMPARE(m_room->log.calls.last(), u"leave"_s);
}

void TestRoomWindow::inviteLink_isCopied_forWhoHosts()
{
    auto *copy = child<QAction>("copyLinkAction");
    QVERIFY(!copy->isVisible());
    m_room->model.current.participantLink = u"https://h/join/x#t=1"_s;
    m_room->model.snapshot();
    QVERIFY(copy->isVisible());
    copy->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://h/join/x#t=1"_s);
    // Two links that look alike, one of which gives rights: each says which it is.
    QVERIFY(child<QLabel>("toastLabel")->text().startsWith(u"Link copied."_s));
    m_room->model.current.moderatorLink = u"https://h/join/x#t=2"_s;
    m_room->model.snapshot();
    child<QAction>("copyModeratorLinkAction")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://h/join/x#t=2"_s);
    QVERIFY(child<QLabel>("toastLabel")->text().startsWith(u"Moderator link copied."_s));
}

void TestRoomWindow::otherNetworks_areOffered_toWhoHostsForOthers()
{
    auto *action = child<QAction>("otherNetworksAction");
    QVERIFY(action->isVisible());
    action->trigger();
    QVERIFY(child<QDialog>("otherNetworksDialog")->isVisible());
    child<QDialog>("otherNetworksDialog")->reject();
    m_room->invites.offered = false;
    const RoomWindow guest(m_room->models(), m_clock);
    QVERIFY(!guest.findChild<QAction *>(u"otherNetworksAction"_s)->isVisible());
}

void TestRoomWindow::emptyStage_offersTheInviteLink_toWhoHosts()
{
    m_room->model.current.scene = {};
    m_room->model.snapshot();
    auto *invite = child<QPushButton>("inviteButton");
    QTRY_VERIFY(!invite->isVisible());
    m_room->model.current.participantLink = u"https://h/join/x#t=2"_s;
    m_room->model.snapshot();
    QTRY_VERIFY(invite->isVisible());
    invite->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://h/join/x#t=2"_s);
    m_room->model.current.scene.people = {StagePerson{m_room->model.current.self, true}};
    m_room->model.snapshot();
    QTRY_VERIFY(!invite->isVisible());
}

void TestRoomWindow::upload_isShown_untilItIsDone()
{
    auto *strip = child<QWidget>("uploadStrip");
    QVERIFY(!strip->isVisible());
    m_room->uploads.waiting = {
        {RecordingId{u"r1"_s}, u"Rec"_s, UploadView::State::Uploading, 25, 100, std::nullopt}};
    Q_EMIT m_room->uploads.uploadsChanged();
    QVERIFY(strip->isVisible());
    QCOMPARE(child<QProgressBar>("uploadProgress")->value(), 250);
    m_room->uploads.waiting[0].state = UploadView::State::Waiting;
    m_room->uploads.waiting[0].error = Error{ErrorCode::Unreachable, {}};
    Q_EMIT m_room->uploads.uploadsChanged();
    const QString waits = child<QLabel>("uploadLabel")->text();
    QVERIFY(waits.contains(uploadErrorText({ErrorCode::Unreachable, {}})));
    QVERIFY2(waits.contains(u"retried automatically"_s), qPrintable(waits));
    m_room->uploads.waiting[0].state = UploadView::State::Failed;
    Q_EMIT m_room->uploads.uploadsChanged();
    const QString kept = child<QLabel>("uploadLabel")->text();
    QVERIFY2(kept.contains(u"saved on this computer"_s), qPrintable(kept));
    QVERIFY(!kept.contains(u"retried automatically"_s));
    click("uploadRetryButton");
    QCOMPARE(m_room->log.calls, QStringList{u"retryUpload r1"_s});
    m_room->uploads.waiting.clear();
    Q_EMIT m_room->uploads.uploadsChanged();
    QVERIFY(!strip->isVisible());
}

void TestRoomWindow::published_offersMediaAndFiles()
{
    Q_EMIT m_room->uploads.published(RecordingId{u"r1"_s}, u"Rec"_s);
    QCOMPARE(child<QLabel>("toastLabel")->text(), u"The recording is ready."_s);
    QCOMPARE(child<QAbstractButton>("toastActionButton")->text(), u"Open Media and Files"_s);
    click("toastActionButton");
    QVERIFY(m_room->log.calls.contains(u"refreshMedia"_s));
}

void TestRoomWindow::banner_saysWhy_whenNobodyCanBeSeen()
{
    QVERIFY(!child<QWidget>("banner")->isVisible());
    m_room->model.current.mediaServerProblem = Error{ErrorCode::JanusMissing, {}};
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("banner")->isVisible());
    QCOMPARE(child<QLabel>("bannerLabel")->text(), errorText({ErrorCode::JanusMissing, {}}));
}

void TestRoomWindow::connectionLost_claimsNoRecording_unlessItIsMadeHere()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    m_room->model.current.room.recording.recorder = ParticipantId{u"p2"_s};
    m_room->model.current.connection = Connection::Reconnecting;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("recordingDot")->isVisible());
    QCOMPARE(child<QLabel>("recordingState")->text(), u"Connection lost"_s);
    m_clock.advance(std::chrono::seconds(5));
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(child<QLabel>("recordingTimer")->text(), u"0:00:00"_s);
    m_room->model.current.room.recording.recorder = m_room->model.current.self;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("recordingDot")->isVisible());
    QCOMPARE(child<QLabel>("recordingState")->text(), u"Recording"_s);
    QVERIFY(child<QLabel>("bannerLabel")->text().contains(u"keeps recording"_s));
}

void TestRoomWindow::stage_drawsEachPicture_onceOnly()
{
    paintPictures(*m_room);
    middle();
    const int before = m_room->model.conversion.conversions;
    QVERIFY(before > 0);
    middle();
    middle();
    QCOMPARE(m_room->model.conversion.conversions, before);
}

void TestRoomWindow::stage_showsInitials_whenTheCameraIsOff()
{
    QCOMPARE(initials(u"Dana Levi"_s), u"DL"_s);
    QCOMPARE(initials(u"dana"_s), u"D"_s);
    QCOMPARE(initials(u"  "_s), QString());
    m_room->model.latest.pictures[{ParticipantId{u"p1"_s}, TrackKind::Camera}] = plain(235);
    QVERIFY(middle().lightness() > 240);
    m_room->model.current.scene.people[0].camera = false;
    m_room->model.snapshot();
    m_room->model.conversion.conversions = 0;
    middle();
    QCOMPARE(m_room->model.conversion.conversions, 0);
}

void TestRoomWindow::stage_followsANewPicture()
{
    const TrackId camera{ParticipantId{u"p1"_s}, TrackKind::Camera};
    m_room->model.latest.pictures[camera] = plain(235);
    QVERIFY(middle().lightness() > 240);
    m_room->model.latest.pictures[camera] = plain(16);
    // The stage notices automatically, without a repaint request.
    const int before = m_room->model.conversion.conversions;
    QTRY_VERIFY(m_room->model.conversion.conversions > before);
    QVERIFY(middle().lightness() < 10);
}

void TestRoomWindow::everyControl_hasANameForScreenReaders()
{
    click("settingsButton");
    for (auto *button : m_window->findChildren<QAbstractButton *>()) {
        if (button->isVisible()) {
            QVERIFY(!button->objectName().isEmpty());
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->objectName()));
        }
    }
}

void TestRoomWindow::hebrew_turnsTheWindowAround()
{
    auto *leave = child<QWidget>("leaveButton");
    QVERIFY(leave->mapTo(m_window.get(), QPoint()).x() > m_window->width() / 2);
    m_window.reset();
    installTranslations(*QCoreApplication::instance(), QLocale(QLocale::Hebrew));
    QTRY_COMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    leave = child<QWidget>("leaveButton");
    QVERIFY(leave->mapTo(m_window.get(), QPoint()).x() < m_window->width() / 2);
    QVERIFY(child<QAbstractButton>("startRecordingButton")->text() != u"Start recording"_s);
}

QTEST_MAIN(TestRoomWindow)
#include "test_room_window.moc"
