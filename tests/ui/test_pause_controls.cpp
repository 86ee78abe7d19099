#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestPauseControls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void menu_offersPauseOrResume_asThePhaseIs();
    void menu_offersNoPause_beforeAndAfterARecording();
    void menu_offersNoPause_toParticipants();
    void menu_saysWhy_onAPhone();
    void keys_pauseAndResume();
    void paused_isShownToEveryone_andTheTimerStands();
    void paused_letsStop();
    void paused_asksWhoComes_forConsent();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QAction *pause() const { return child<QAction>("pauseRecordingAction"); }
    [[nodiscard]] QString text(const char *name) const { return child<QLabel>(name)->text(); }
    void setPhase(RecordingPhase phase) { m_room->model.setPhase(phase, u"r1"_s, u"p1"_s); }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestPauseControls::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s, u"Amir"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestPauseControls::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestPauseControls::menu_offersPauseOrResume_asThePhaseIs()
{
    setPhase(RecordingPhase::Recording);
    QVERIFY(pause()->isVisible() && pause()->isEnabled());
    QCOMPARE(pause()->text(), u"Pause recording"_s);
    pause()->trigger();
    QCOMPARE(m_room->log.calls.last(), u"pauseRecording r1"_s);
    setPhase(RecordingPhase::Paused);
    QVERIFY(pause()->isVisible() && pause()->isEnabled());
    QCOMPARE(pause()->text(), u"Resume recording"_s);
    QVERIFY(child<QAction>("stopRecordingAction")->isVisible());
    pause()->trigger();
    QCOMPARE(m_room->log.calls.last(), u"resumeRecording r1"_s);
}

void TestPauseControls::menu_offersNoPause_beforeAndAfterARecording()
{
    QVERIFY(!pause()->isVisible());
    setPhase(RecordingPhase::Starting);
    QVERIFY(!pause()->isVisible());
    setPhase(RecordingPhase::Stopping);
    QVERIFY(!pause()->isEnabled());
    setPhase(RecordingPhase::Idle);
    QVERIFY(!pause()->isVisible());
}

void TestPauseControls::menu_offersNoPause_toParticipants()
{
    m_room->model.current.role = Role::Participant;
    setPhase(RecordingPhase::Recording);
    QVERIFY(!pause()->isVisible());
    setPhase(RecordingPhase::Paused);
    QVERIFY(!pause()->isVisible());
}

void TestPauseControls::menu_saysWhy_onAPhone()
{
    m_room->model.current.formFactor = FormFactor::Phone;
    setPhase(RecordingPhase::Recording);
    QVERIFY(!pause()->isEnabled());
    QCOMPARE(pause()->toolTip(), u"Recording can be started and stopped from a computer."_s);
}

void TestPauseControls::keys_pauseAndResume()
{
    setPhase(RecordingPhase::Recording);
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_room->log.calls.filter(u"pauseRecording"_s).size(), 1);
    setPhase(RecordingPhase::Paused);
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_room->log.calls.last(), u"resumeRecording r1"_s);
}

void TestPauseControls::paused_isShownToEveryone_andTheTimerStands()
{
    setPhase(RecordingPhase::Paused);
    m_room->model.current.room.recording.elapsed = 61000;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("recordingIndicator")->isVisible());
    QCOMPARE(text("recordingState"), u"Recording paused"_s);
    QCOMPARE(child<QWidget>("recordingIndicator")->property("interrupted"), QVariant(true));
    m_clock.advance(std::chrono::seconds(30));
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(text("recordingTimer"), u"0:01:01"_s);
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("recordingIndicator")->isVisible());
    QCOMPARE(text("recordingState"), u"Recording paused"_s);
    // It continues from the same time.
    m_room->model.current.role = Role::Moderator;
    m_room->model.current.room.recording.phase = RecordingPhase::Recording;
    m_room->model.snapshot();
    QCOMPARE(text("recordingState"), u"Recording"_s);
    m_clock.advance(std::chrono::seconds(2));
    QTRY_COMPARE(text("recordingTimer"), u"0:01:03"_s);
}

void TestPauseControls::paused_letsStop()
{
    setPhase(RecordingPhase::Paused);
    auto *stop = child<QAbstractButton>("stopRecordingButton");
    QVERIFY(stop->isVisible() && stop->isEnabled());
    QTest::mouseClick(stop, Qt::LeftButton);
    auto *dialog = child<QDialog>("stopRecordingDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QTest::mouseClick(child<QAbstractButton>("stopRecordingConfirm"), Qt::LeftButton);
    QCOMPARE(m_room->log.calls.last(), u"stopRecording r1"_s);
}

void TestPauseControls::paused_asksWhoComes_forConsent()
{
    m_room->model.current.role = Role::Participant;
    m_room->model.self().consent = Consent::Asked;
    setPhase(RecordingPhase::Paused);
    QVERIFY(child<QAbstractButton>("confirmButton")->isVisible());
    QTRY_VERIFY(m_room->log.calls.contains(u"noticeShown r1 recording"_s));
}

QTEST_MAIN(TestPauseControls)
#include "test_pause_controls.moc"
