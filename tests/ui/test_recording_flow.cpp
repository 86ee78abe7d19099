#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestRecordingFlow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void start_asksFirst_thenAsksTheModel();
    void start_tellsHowLongTheDiskLasts_andWarnsWhenThatIsLittle();
    void start_doesNothing_whenCancelled();
    void notices_comeInOrder_withTheirExactWords();
    void noticeShown_isSentOnce_whenItWasPainted();
    void noticeShown_isNotSent_whileTheWindowIsHidden();
    void confirm_sendsTheRecording_andTheNoticeGoes();
    void lateJoiner_seesTheConsentNotice_atOnce();
    void leaveSession_standsBesideConfirm();
    void starter_neednotConfirm();
    void stop_asksFirst_thenStopsThatRecording();
    void stopDialog_closes_whenItsRecordingEnds();
    void stopDialog_neverStopsTheNextRecording();
    void startDialog_saysWhoWasFaster();
    void timer_goesOn_byTheMonotonicClock();
    void timer_isNotReset_byAnOldSnapshot();
    void participant_seesTheIndicatorOnly();
    void phone_isToldWhy_andCannotStart();
    void interrupted_isShown_insteadOfRecording();
    void continued_isSaid_toWhoRecords_andNotReplaced();
    void notConfirmed_isCounted_forModerators();
    void ended_isToldToEveryone_andUploadToModerators();
    void ended_saysWhatIsKept_whenItFailed();
    void ended_isReplaced_byTheNextStart();
    void ended_goes_whenTheRecordingIsReady();
    void menu_offersRecordOrStop_asThePhaseIs();
    void buttons_waitForTheAnswer();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        auto *button = child<QAbstractButton>(name);
        QVERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] bool visible(const char *name) const
    {
        auto *widget = child<QWidget>(name);
        return widget != nullptr && widget->isVisible();
    }
    [[nodiscard]] QString text(const char *name) const { return child<QLabel>(name)->text(); }
    void ask(Consent consent)
    {
        m_room->model.self().consent = consent;
        m_room->model.snapshot();
    }
    void asParticipant()
    {
        m_room->model.current.role = Role::Participant;
        m_room->model.snapshot();
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestRecordingFlow::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s, u"Amir"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestRecordingFlow::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestRecordingFlow::start_asksFirst_thenAsksTheModel()
{
    click("startRecordingButton");
    auto *dialog = child<QDialog>("startRecordingDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLabel *>(u"questionLabel"_s)->text(),
             u"Do you want to start recording?"_s);
    QCOMPARE(child<QPushButton>("startRecordingConfirm")->text(), u"Start Recording"_s);
    QVERIFY(m_room->log.calls.isEmpty());
    click("startRecordingConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"startRecording"_s});
}

void TestRecordingFlow::start_tellsHowLongTheDiskLasts_andWarnsWhenThatIsLittle()
{
    const auto textsAtStart = [this](std::optional<std::chrono::minutes> lasting) {
        m_room->model.current.diskForecast = lasting;
        click("startRecordingButton");
        QStringList texts;
        for (auto *label : child<QDialog>("startRecordingDialog")->findChildren<QLabel *>()) {
            texts << label->text();
        }
        QTest::mouseClick(
            child<QDialog>("startRecordingDialog")->findChild<QPushButton *>(u"cancelButton"_s),
            Qt::LeftButton);
        [&] { QTRY_VERIFY(child<QDialog>("startRecordingDialog") == nullptr); }();
        return texts.join(QLatin1Char('|'));
    };
    const QString room = u"Disk space for"_s;
    QVERIFY(!textsAtStart(std::nullopt).contains(room));
    const auto plenty = textsAtStart(std::chrono::hours(12));
    QVERIFY2(plenty.contains(room + u" at least 12 h 0 min of recording."_s), qPrintable(plenty));
    QVERIFY(!plenty.contains(u"only"_s));
    const auto endless = textsAtStart(std::chrono::hours(100));
    QVERIFY2(endless.contains(room + u" more than 100 h of recording."_s), qPrintable(endless));
    QVERIFY(!textsAtStart(std::chrono::hours(2)).contains(u"only"_s));
    const auto little = textsAtStart(std::chrono::minutes(119));
    QVERIFY2(little.contains(room + u" only 1 h 59 min of recording. Free some space"_s),
             qPrintable(little));
    const auto minutes = textsAtStart(std::chrono::minutes(25));
    QVERIFY2(minutes.contains(room + u" only 25 min of recording. "_s), qPrintable(minutes));
}

void TestRecordingFlow::start_doesNothing_whenCancelled()
{
    click("startRecordingButton");
    QTest::mouseClick(
        child<QDialog>("startRecordingDialog")->findChild<QPushButton *>(u"cancelButton"_s),
        Qt::LeftButton);
    QTRY_VERIFY(child<QDialog>("startRecordingDialog") == nullptr);
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestRecordingFlow::notices_comeInOrder_withTheirExactWords()
{
    asParticipant();
    QVERIFY(!visible("noticeCard"));
    m_room->model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p2"_s);
    QVERIFY(visible("noticeLabel"));
    QCOMPARE(text("noticeLabel"), u"Recording will start momentarily, please wait."_s);
    QVERIFY(!visible("confirmButton"));
    QVERIFY(!visible("recordingIndicator"));
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    QCOMPARE(text("noticeLabel"), u"This session is being recorded."_s);
    QCOMPARE(child<QPushButton>("confirmButton")->text(), u"Confirm"_s);
    QVERIFY(visible("recordingIndicator"));
    ask(Consent::Confirmed);
    QVERIFY(!visible("noticeCard"));
    m_room->model.setPhase(RecordingPhase::Stopping, u"r1"_s, u"p2"_s);
    m_room->model.setPhase(RecordingPhase::Idle, {});
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    QCOMPARE(text("noticeLabel"), u"The recording has ended."_s);
    QVERIFY(visible("noticeCard"));
    QVERIFY(!visible("recordingIndicator"));
}

void TestRecordingFlow::noticeShown_isSentOnce_whenItWasPainted()
{
    m_room->model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p2"_s);
    QVERIFY(m_room->log.calls.isEmpty());
    QTRY_COMPARE(m_room->log.calls, QStringList{u"noticeShown r1 starting"_s});
    m_room->model.snapshot();
    m_window->grab();
    QCoreApplication::processEvents();
    QCOMPARE(m_room->log.calls.size(), 1);
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    QTRY_COMPARE(m_room->log.calls.size(), 2);
    QCOMPARE(m_room->log.calls.last(), u"noticeShown r1 recording"_s);
}

void TestRecordingFlow::noticeShown_isNotSent_whileTheWindowIsHidden()
{
    m_window->hide();
    m_room->model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p2"_s);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QVERIFY(m_room->log.calls.isEmpty());
    m_window->show();
    QTRY_COMPARE(m_room->log.calls, QStringList{u"noticeShown r1 starting"_s});
}

void TestRecordingFlow::confirm_sendsTheRecording_andTheNoticeGoes()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    m_room->log.calls.clear();
    click("confirmButton");
    QVERIFY(m_room->log.calls.contains(u"confirmRecording r1"_s));
    QVERIFY(!child<QPushButton>("confirmButton")->isEnabled());
    ask(Consent::Confirmed);
    QVERIFY(!visible("noticeCard"));
}

void TestRecordingFlow::lateJoiner_seesTheConsentNotice_atOnce()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    m_room->model.self().consent = Consent::Asked;
    RoomWindow late(m_room->models(), m_clock);
    late.show();
    auto *label = late.findChild<QLabel *>(u"noticeLabel"_s);
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), u"This session is being recorded."_s);
}

void TestRecordingFlow::leaveSession_standsBesideConfirm()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    QCOMPARE(child<QPushButton>("noticeLeaveButton")->text(), u"Leave session"_s);
    click("noticeLeaveButton");
    QVERIFY(m_room->log.calls.contains(u"leave"_s));
}

void TestRecordingFlow::starter_neednotConfirm()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    ask(Consent::NotNeeded);
    QVERIFY(!visible("noticeCard"));
    QVERIFY(visible("recordingIndicator"));
}

void TestRecordingFlow::stop_asksFirst_thenStopsThatRecording()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    click("stopRecordingButton");
    auto *dialog = child<QDialog>("stopRecordingDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QCOMPARE(dialog->findChild<QLabel *>(u"questionLabel"_s)->text(),
             u"Are you sure you want to stop recording?"_s);
    QCOMPARE(child<QPushButton>("stopRecordingConfirm")->text(), u"Stop recording"_s);
    click("stopRecordingConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"stopRecording r1"_s});
}

void TestRecordingFlow::stopDialog_closes_whenItsRecordingEnds()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    click("stopRecordingButton");
    m_room->model.setPhase(RecordingPhase::Idle, {});
    QTRY_VERIFY(child<QDialog>("stopRecordingDialog") == nullptr);
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestRecordingFlow::stopDialog_neverStopsTheNextRecording()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    click("stopRecordingButton");
    QPointer<QPushButton> oldYes = child<QPushButton>("stopRecordingConfirm");
    // From one recording directly to the next, as after a short loss of the connection.
    m_room->model.setPhase(RecordingPhase::Recording, u"r2"_s, u"p2"_s);
    if (oldYes) {
        oldYes->click();
    }
    QVERIFY(!m_room->log.calls.contains(u"stopRecording r2"_s));
    QTRY_VERIFY(child<QDialog>("stopRecordingDialog") == nullptr);
    click("stopRecordingButton");
    click("stopRecordingConfirm");
    QVERIFY(m_room->log.calls.contains(u"stopRecording r2"_s));
}

void TestRecordingFlow::startDialog_saysWhoWasFaster()
{
    click("startRecordingButton");
    m_room->model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p2"_s);
    QTRY_VERIFY(child<QDialog>("startRecordingDialog") == nullptr);
    QVERIFY(visible("toast"));
    QCOMPARE(text("toastLabel"), u"Amir started recording."_s);
    QVERIFY(!m_room->log.calls.contains(u"startRecording"_s));
}

void TestRecordingFlow::timer_goesOn_byTheMonotonicClock()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    m_room->model.current.room.recording.elapsed = 3600000;
    m_room->model.snapshot();
    QCOMPARE(text("recordingTimer"), u"1:00:00"_s);
    m_clock.advance(std::chrono::milliseconds(61500));
    QTRY_COMPARE(text("recordingTimer"), u"1:01:01"_s);
}

void TestRecordingFlow::timer_isNotReset_byAnOldSnapshot()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    m_clock.advance(std::chrono::seconds(5));
    m_room->model.current.cameraOn = false;
    Q_EMIT m_room->model.viewChanged(); // own camera only: the snapshot is unchanged
    QCOMPARE(text("recordingTimer"), u"0:00:05"_s);
}

void TestRecordingFlow::participant_seesTheIndicatorOnly()
{
    asParticipant();
    QVERIFY(!visible("startRecordingButton"));
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    QVERIFY(visible("recordingIndicator"));
    QVERIFY(!visible("recordingTimer"));
    QVERIFY(!visible("stopRecordingButton"));
    QVERIFY(!child<QAction>("recordAction")->isVisible());
    QVERIFY(!child<QAction>("stopRecordingAction")->isVisible());
}

void TestRecordingFlow::phone_isToldWhy_andCannotStart()
{
    m_room->model.current.formFactor = FormFactor::Phone;
    m_room->model.snapshot();
    auto *start = child<QAbstractButton>("startRecordingButton");
    QVERIFY(!start->isEnabled());
    const QString why = u"Recording can be started and stopped from a computer."_s;
    QVERIFY(start->toolTip().contains(why));
    QVERIFY(visible("mobileHint"));
    QCOMPARE(text("mobileHint"), why);
    QVERIFY(!child<QAction>("recordAction")->isEnabled());
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    QVERIFY(!visible("stopRecordingButton"));
    QVERIFY(visible("confirmButton")); // confirming works as for participants
}

void TestRecordingFlow::interrupted_isShown_insteadOfRecording()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    QVERIFY(visible("recordingDot"));
    m_room->model.current.room.recording.interrupted = true;
    m_room->model.snapshot();
    QVERIFY(!visible("recordingDot"));
    QCOMPARE(text("recordingState"), u"Recording interrupted"_s);
    QVERIFY(visible("banner"));
    QVERIFY(text("bannerLabel").startsWith(QLatin1String("Recording interrupted")));
    m_room->model.current.room.recording.interrupted = false;
    m_room->model.snapshot();
    QVERIFY(!visible("banner"));
    QCOMPARE(text("toastLabel"), u"The recorder is back. Recording continues."_s);
}

void TestRecordingFlow::continued_isSaid_toWhoRecords_andNotReplaced()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    m_room->model.current.room.recording.interrupted = true;
    m_room->model.snapshot();
    Q_EMIT m_room->model.recordingContinued(RecordingId{u"r1"_s});
    m_room->model.snapshot(); // somebody joined meanwhile
    m_room->model.current.room.recording.interrupted = false;
    m_room->model.snapshot();
    QVERIFY(text("toastLabel").startsWith(QLatin1String("The recording continues after")));
}

void TestRecordingFlow::ended_saysWhatIsKept_whenItFailed()
{
    const RecordingId recording{u"r1"_s};
    const auto code = errorCodeName(ErrorCode::DiskFull);
    const auto reason = errorText({ErrorCode::DiskFull, {}});
    // Before the first frame there is nothing to keep.
    Q_EMIT m_room->model.recordingEnded(recording, EndReason::Failed, code, {});
    QCOMPARE(text("noticeDetail"), reason);
    m_room->model.setPhase(RecordingPhase::Recording, recording.value, u"p1"_s);
    m_room->model.setPhase(RecordingPhase::Idle, {}, {});
    Q_EMIT m_room->model.recordingEnded(recording, EndReason::Failed, code, {});
    QCOMPARE(
        text("noticeDetail"),
        reason +
            u" What was recorded up to that point is kept and will be uploaded automatically."_s);
}

void TestRecordingFlow::notConfirmed_isCounted_forModerators()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    QVERIFY(!visible("notConfirmedLabel"));
    m_room->model.current.room.recording.notConfirmed = 1;
    m_room->model.snapshot();
    QVERIFY(visible("notConfirmedLabel"));
    QCOMPARE(text("notConfirmedLabel"), u"1 not confirmed"_s);
    asParticipant();
    QVERIFY(!visible("notConfirmedLabel"));
}

void TestRecordingFlow::ended_isToldToEveryone_andUploadToModerators()
{
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    QCOMPARE(text("noticeLabel"), u"The recording has ended."_s);
    QVERIFY(visible("noticeDetail"));
    QCOMPARE(text("noticeDetail"), u"It is being uploaded and processed."_s);
    asParticipant();
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r2"_s}, EndReason::Stopped, {}, {});
    QVERIFY(visible("noticeLabel"));
    QVERIFY(!visible("noticeDetail"));
}

void TestRecordingFlow::ended_isReplaced_byTheNextStart()
{
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    m_room->model.setPhase(RecordingPhase::Starting, u"r2"_s, u"p1"_s);
    QCOMPARE(text("noticeLabel"), u"Recording will start momentarily, please wait."_s);
    // Late news about the first one changes nothing.
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    QCOMPARE(text("noticeLabel"), u"Recording will start momentarily, please wait."_s);
}

void TestRecordingFlow::ended_goes_whenTheRecordingIsReady()
{
    const RecordingId recording{u"r1"_s};
    Q_EMIT m_room->model.recordingEnded(recording, EndReason::Stopped, {}, {});
    Q_EMIT m_room->uploads.published(RecordingId{u"older"_s}, u"Rec"_s);
    QVERIFY(visible("noticeLabel"));
    Q_EMIT m_room->uploads.published(recording, u"Rec"_s);
    QVERIFY(!visible("noticeCard"));
}

void TestRecordingFlow::menu_offersRecordOrStop_asThePhaseIs()
{
    auto *record = child<QAction>("recordAction");
    auto *stop = child<QAction>("stopRecordingAction");
    QVERIFY(record->isVisible());
    QVERIFY(!stop->isVisible());
    record->trigger();
    QVERIFY(visible("startRecordingDialog"));
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    QVERIFY(!record->isVisible());
    stop->trigger();
    QVERIFY(visible("stopRecordingDialog"));
}

void TestRecordingFlow::buttons_waitForTheAnswer()
{
    click("startRecordingButton");
    click("startRecordingConfirm");
    QVERIFY(!child<QAbstractButton>("startRecordingButton")->isEnabled());
    Q_EMIT m_room->model.requestFailed({ErrorCode::DiskFull, {}}, {});
    QVERIFY(child<QAbstractButton>("startRecordingButton")->isEnabled());
    QVERIFY(visible("toast"));
}

QTEST_MAIN(TestRecordingFlow)
#include "test_recording_flow.moc"
