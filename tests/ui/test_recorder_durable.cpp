#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/recording/recorder_report.h"
#include "ui/room/room_window.h"

#include <QAbstractButton>
#include <QLabel>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// The window shows as recorded only what is safe on the disk.
class TestRecorderDurable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void audio_isSaidToBeUnaffected_onlyWhenThatIsKnown_data();
    void audio_isSaidToBeUnaffected_onlyWhenThatIsKnown();
    void missingTime_isTold_withItsLength();
    void stalled_isInterrupted_onTheComputerThatRecords();
    void timer_isTheFilesLength_whileTheRoomIsOutOfReach();
    void timer_stands_whileTheRoomSaysThatItIsInterrupted();
    void refusal_isSaid_onTheComputerThatRecords();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString text(const char *name) const { return child<QLabel>(name)->text(); }
    void recordHere()
    {
        m_room->model.current.room.recording.recorder = m_room->model.current.self;
        m_room->model.current.recorder = RecorderView{};
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestRecorderDurable::init()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s, u"Anna"_s, u"Amir"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
}

void TestRecorderDurable::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestRecorderDurable::audio_isSaidToBeUnaffected_onlyWhenThatIsKnown_data()
{
    QTest::addColumn<bool>("here");
    QTest::addColumn<RecordingProgress>("progress");
    QTest::addColumn<bool>("stalled");
    QTest::addColumn<bool>("said");
    RecordingProgress well;
    well.recorded = 60s;
    well.durable = 58s;
    auto lost = well;
    lost.lostSound = {{{}, 1ms}};
    auto behind = well;
    behind.durable = 50s;
    QTest::newRow("all is well") << true << well << false << true;
    QTest::newRow("a little was lost") << true << lost << false << false;
    QTest::newRow("the disk is 10 s behind") << true << behind << false << false;
    QTest::newRow("nothing gets to the disk") << true << well << true << false;
    auto cut = well;
    cut.gaps = {{8s, 450s, GapCause::Stopped}};
    auto silent = well;
    silent.held = {{8s, 12s, false}};
    auto still = well;
    still.held = {{8s, 12s, true}};
    QTest::newRow("a gap was cut out") << true << cut << false << false;
    QTest::newRow("it was frozen for a while") << true << silent << false << false;
    QTest::newRow("the picture stood") << true << still << false << true;
    QTest::newRow("on another computer") << false << well << false << false;
}

void TestRecorderDurable::audio_isSaidToBeUnaffected_onlyWhenThatIsKnown()
{
    QFETCH(bool, here);
    QFETCH(RecordingProgress, progress);
    QFETCH(bool, stalled);
    QFETCH(bool, said);
    if (here) {
        recordHere();
        m_room->model.current.recorder->progress = progress;
        m_room->model.current.recorder->progress.overloaded = true;
        m_room->model.current.recorder->stalled = stalled;
    }
    m_room->model.current.room.recording.overloaded = true;
    const RoomView &view = m_room->model.current;
    const QString all = recorderReport(view, 60s).troubles.join(QLatin1Char('\n')) +
                        recordingWarnings(view, 60s).join(QLatin1Char('\n'));
    QVERIFY(all.contains(QLatin1String("busy")));
    QCOMPARE(all.contains(QLatin1String("Audio isn't affected")), said);
}

void TestRecorderDurable::missingTime_isTold_withItsLength()
{
    recordHere();
    auto &progress = m_room->model.current.recorder->progress;
    QVERIFY(recorderReport(m_room->model.current, 60s).troubles.isEmpty());
    progress.gaps = {{8s, 440s, GapCause::Stopped}};
    progress.held = {{20s, 30s, false}, {40s, 45s, true}};
    QCOMPARE(recorderReport(m_room->model.current, 60s).troubles,
             QStringList{u"0:07:30 of the meeting is missing: this computer was "
                         "asleep, not responding or too busy."_s});
}

void TestRecorderDurable::stalled_isInterrupted_onTheComputerThatRecords()
{
    recordHere();
    m_room->model.current.room.recording.elapsed = 61000;
    m_room->model.current.recorder->stalled = true;
    m_room->model.snapshot();
    QCOMPARE(text("recordingState"), u"Recording interrupted"_s);
    QVERIFY(child<QLabel>("bannerLabel")
                ->text()
                .startsWith(
                    QLatin1String("Recording interrupted. Nothing is being saved: this computer")));
    m_clock.advance(1h);
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(text("recordingTimer"), u"0:01:01"_s);
    QCOMPARE(recorderReport(m_room->model.current, 61s).troubles.size(), 1);
    // Even when the room cannot be reached.
    m_room->model.current.connection = Connection::Reconnecting;
    m_room->model.snapshot();
    QCOMPARE(text("recordingState"), u"Recording interrupted"_s);
    QVERIFY(text("bannerLabel").startsWith(QLatin1String("Recording int")));
}

void TestRecorderDurable::timer_isTheFilesLength_whileTheRoomIsOutOfReach()
{
    recordHere();
    m_room->model.current.room.recording.elapsed = 61000;
    m_room->model.current.room.recording.interrupted =
        true; // received before the connection was lost
    m_room->model.current.recorder->progress.durable = 90s;
    m_room->model.current.connection = Connection::Reconnecting;
    m_room->model.snapshot();
    const auto timer = [this] { return text("recordingTimer"); };
    QCOMPARE(text("recordingState"), u"Recording"_s);
    QCOMPARE(timer(), u"0:01:30"_s);
    // It runs on between two fragments, but stays close to the file.
    m_clock.advance(2s);
    m_room->model.current.recorder->progress.durable = 91s;
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(timer(), u"0:01:32"_s);
    m_clock.advance(1s);
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(timer(), u"0:01:31"_s);
}

void TestRecorderDurable::refusal_isSaid_onTheComputerThatRecords()
{
    recordHere();
    m_room->model.current.connection = Connection::Reconnecting;
    m_room->model.current.refusal = Error{ErrorCode::TokenExpired, {}};
    m_room->model.snapshot();
    QCOMPARE(text("bannerLabel"),
             u"This link has expired. Ask the host for a new one. This computer keeps "
             "recording and keeps trying to reconnect."_s);
    QVERIFY(child<QAbstractButton>("stopRecordingButton")->isEnabled());
}

void TestRecorderDurable::timer_stands_whileTheRoomSaysThatItIsInterrupted()
{
    m_room->model.current.room.recording.elapsed = 61000;
    m_room->model.current.room.recording.interrupted = true;
    m_room->model.snapshot();
    m_clock.advance(1h);
    Q_EMIT m_room->model.viewChanged();
    QCOMPARE(text("recordingTimer"), u"0:01:01"_s);
    m_room->model.current.room.recording.elapsed = 300000;
    m_room->model.current.room.recording.interrupted = false;
    m_room->model.snapshot();
    QCOMPARE(text("recordingTimer"), u"0:05:00"_s);
    m_clock.advance(2s);
    QTRY_COMPARE(text("recordingTimer"), u"0:05:02"_s);
}

QTEST_MAIN(TestRecorderDurable)
#include "test_recorder_durable.moc"
