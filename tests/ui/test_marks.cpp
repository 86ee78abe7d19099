#include "tests/ui/room_window_test.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Mark this moment, and the reminder to record.
class TestMarks : public RoomWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { open({u"Dana Levi"_s}, Role::Moderator, {900, 600}); }
    void cleanup() { close(); }

    void mark_isOffered_toModerators_whileItIsRecorded();
    void mark_asksTheService_andSaysWhere();
    void reminder_offersToStart();
    void reminder_isSilent_onceItIsRecorded();
};

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
