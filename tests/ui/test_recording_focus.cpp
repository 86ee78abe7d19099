#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"

#include <QAbstractButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Where the keyboard focus goes when its control disappears: never to a control where the next key
/// press would do something unwanted.
class TestRecordingFocus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void start_leadsToTheStopSquare_notToTheMicrophone();
    void notice_neverPutsItOnLeaveSession();

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
    [[nodiscard]] QWidget *focused() const { return m_window->focusWidget(); }
    void ask(Consent consent)
    {
        m_room->model.self().consent = consent;
        m_room->model.snapshot();
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestRecordingFocus::init()
{
    m_window.reset();
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s, u"Amir"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestRecordingFocus::start_leadsToTheStopSquare_notToTheMicrophone()
{
    child<QWidget>("startRecordingButton")->setFocus();
    click("startRecordingButton");
    click("startRecordingConfirm");
    m_room->model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p1"_s);
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    QCOMPARE(focused(), child<QWidget>("stopRecordingButton"));
    click("stopRecordingButton");
    click("stopRecordingConfirm");
    m_room->model.setPhase(RecordingPhase::Stopping, u"r1"_s, u"p1"_s);
    m_room->model.setPhase(RecordingPhase::Idle, {});
    QCOMPARE(focused(), child<QWidget>("startRecordingButton"));
}

void TestRecordingFocus::notice_neverPutsItOnLeaveSession()
{
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p2"_s);
    ask(Consent::Asked);
    QTest::keyClick(focused(), Qt::Key_Space);
    QVERIFY(!m_room->log.calls.contains(u"leave"_s));
    child<QWidget>("confirmButton")->setFocus();
    QTest::keyClick(child<QWidget>("confirmButton"), Qt::Key_Tab);
    QCOMPARE(focused(), child<QWidget>("noticeLeaveButton"));
    child<QWidget>("confirmButton")->setFocus();
    QTest::keyClick(child<QWidget>("confirmButton"), Qt::Key_Space);
    QVERIFY(m_room->log.calls.contains(u"confirmRecording r1"_s));
    QCOMPARE(focused(), child<QWidget>("noticeCard"));
    ask(Consent::Confirmed);
    QVERIFY(!child<QWidget>("noticeCard")->isVisible());
    QCOMPARE(focused(), m_window.get());
}

QTEST_MAIN(TestRecordingFocus)
#include "test_recording_focus.moc"
