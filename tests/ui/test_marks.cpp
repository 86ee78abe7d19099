#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Mark this moment, and the reminder to record.
class TestMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void mark_isOffered_toModerators_whileItIsRecorded();
    void mark_asksTheService_andSaysWhere();
    void reminder_offersToStart();
    void reminder_isSilent_onceItIsRecorded();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestMarks::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana Levi"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(900, 600);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_room->log.calls.clear();
}

void TestMarks::mark_isOffered_toModerators_whileItIsRecorded()
{
    auto *mark = child<QAction>("markAction");
    QVERIFY(!mark->isVisible());
    for (const auto phase : {RecordingPhase::Recording, RecordingPhase::Paused}) {
        m_room->model.setPhase(phase, u"r"_s, u"p1"_s);
        QVERIFY(mark->isVisible() && mark->isEnabled());
    }
    m_room->model.current.room.recording.interrupted = true;
    m_room->model.snapshot();
    QVERIFY(!mark->isEnabled());
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(!mark->isVisible());
    m_room->model.current.role = Role::Moderator;
    m_room->model.setPhase(RecordingPhase::Stopping, u"r"_s, u"p1"_s);
    QVERIFY(!mark->isVisible());
}

void TestMarks::mark_asksTheService_andSaysWhere()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r"_s, u"p1"_s);
    m_room->model.current.room.recording.elapsed = 754'000;
    m_room->model.snapshot();
    m_room->log.calls.clear();
    child<QAction>("markAction")->trigger();
    QCOMPARE(m_room->log.calls, QStringList{u"markMoment r"_s});
    QCOMPARE(child<QLabel>("toastLabel")->text(), u"Marked at 0:12:34."_s);
}

void TestMarks::reminder_offersToStart()
{
    Q_EMIT m_room->model.remindedToRecord();
    QCOMPARE(child<QLabel>("toastLabel")->text(), u"This session is not being recorded."_s);
    child<QPushButton>("toastActionButton")->click();
    QVERIFY(child<QDialog>("startRecordingDialog") != nullptr);
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestMarks::reminder_isSilent_onceItIsRecorded()
{
    m_room->model.setPhase(RecordingPhase::Recording, u"r"_s, u"p1"_s);
    Q_EMIT m_room->model.remindedToRecord();
    QVERIFY(!child<QWidget>("toast")->isVisible());
}

QTEST_MAIN(TestMarks)
#include "test_marks.moc"
