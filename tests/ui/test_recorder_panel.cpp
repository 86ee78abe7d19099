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
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class TestRecorderPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void panel_opens_byMouseAndByKeyboard();
    void panel_staysShut_forParticipants();
    void panel_closes_whenTheRecordingEnds();
    void panel_namesWhoHasTrouble();
    void panel_saysThatEverythingIsFine();
    void panel_tellsAboutTheRecorder();
    void panel_tellsWhatTheRoomSays_elsewhere();
    void panel_counts_whatHasNoLineOfItsOwn();
    void notice_standsWhileTheComputerIsBusy();
    void notice_warnsOfSilence();
    void notice_isForModerators();
    void notice_countsTheLastMinutes();
    void limit_isNear_data();
    void limit_isNear();
    void disk_isTold_whenItLastsForLessThanHalfAnHour();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QWidget *panel() const { return child<QWidget>("recorderPanel"); }
    [[nodiscard]] QStringList lines(const char *name) const
    {
        QStringList texts;
        for (const auto *label : panel()->findChildren<QLabel *>(QString::fromLatin1(name))) {
            texts.append(label->text());
        }
        return texts;
    }
    /// The value next to `name` in the panel.
    [[nodiscard]] QString value(const char *name) const
    {
        for (const auto *label : panel()->findChildren<QLabel *>(u"recorderValue"_s)) {
            if (label->accessibleName() == QLatin1String(name)) {
                return label->text();
            }
        }
        return u"(none)"_s;
    }
    void open() const
    {
        QTest::mouseClick(child<QAbstractButton>("recordingDetailsButton"), Qt::LeftButton);
    }
    void recordHere()
    {
        m_room->model.current.room.recording.recorder = m_room->model.current.self;
        m_room->model.current.recorder = RecorderView{};
    }
    void trouble(const char *person, TrackKind kind, TrackTrouble what)
    {
        m_room->model.current.recorder->progress.troubles.push_back(
            {TrackId{ParticipantId{QString::fromLatin1(person)}, kind}, what});
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestRecorderPanel::init()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s, u"Anna"_s, u"Amir"_s});
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_room->model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
}

void TestRecorderPanel::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestRecorderPanel::panel_opens_byMouseAndByKeyboard()
{
    QVERIFY(!panel()->isVisible());
    QTest::mouseClick(child<QWidget>("recordingState"), Qt::LeftButton);
    QVERIFY(panel()->isVisible());
    QTest::keyClick(panel(), Qt::Key_Escape);
    QVERIFY(!panel()->isVisible());
    auto *details = child<QAbstractButton>("recordingDetailsButton");
    QVERIFY(!details->accessibleName().isEmpty());
    details->setFocus();
    QTest::keyClick(details, Qt::Key_Space);
    QVERIFY(panel()->isVisible());
    // Above the indicator, not overlapping it.
    const auto *indicator = child<QWidget>("recordingIndicator");
    QVERIFY(panel()->geometry().bottom() < indicator->mapToGlobal(QPoint()).y());
}

void TestRecorderPanel::panel_staysShut_forParticipants()
{
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("recordingIndicator")->isVisible());
    QVERIFY(!child<QWidget>("recordingDetailsButton")->isVisible());
    QTest::mouseClick(child<QWidget>("recordingState"), Qt::LeftButton);
    QVERIFY(!panel()->isVisible());
}

void TestRecorderPanel::panel_closes_whenTheRecordingEnds()
{
    open();
    QVERIFY(panel()->isVisible());
    m_room->model.setPhase(RecordingPhase::Stopping, u"r1"_s, u"p1"_s);
    QVERIFY(!panel()->isVisible());
}

void TestRecorderPanel::panel_namesWhoHasTrouble()
{
    recordHere();
    trouble("p2", TrackKind::Camera, TrackTrouble::NoPicture);
    trouble("p2", TrackKind::Screen, TrackTrouble::FrozenPicture);
    trouble("p3", TrackKind::Camera, TrackTrouble::BlackPicture);
    trouble("p3", TrackKind::Microphone, TrackTrouble::NoSound);
    trouble("p1", TrackKind::Microphone, TrackTrouble::Clipping);
    m_room->model.snapshot();
    open();
    QCOMPARE(lines("recorderTrouble"),
             (QStringList{u"Anna: no video for some time"_s, u"Screen of Anna: frozen video"_s,
                          u"Amir: black video"_s, u"Amir: unmuted, but no sound"_s,
                          u"Dana: sound is clipping"_s}));
    QVERIFY(panel()->accessibleDescription().contains(u"Anna: no video for some time"_s));
    // It updates while it is open.
    m_room->model.current.recorder->progress.troubles.resize(1);
    m_room->model.snapshot();
    QCOMPARE(lines("recorderTrouble"), QStringList{u"Anna: no video for some time"_s});
}

void TestRecorderPanel::panel_saysThatEverythingIsFine()
{
    recordHere();
    m_room->model.snapshot();
    open();
    QCOMPARE(lines("recorderFine"), QStringList{u"Everything is fine."_s});
    QVERIFY(lines("recorderTrouble").isEmpty());
    trouble("p2", TrackKind::Camera, TrackTrouble::BlackPicture);
    m_room->model.snapshot();
    QVERIFY(lines("recorderFine").isEmpty());
}

void TestRecorderPanel::panel_tellsAboutTheRecorder()
{
    recordHere();
    RecorderView &recorder = *m_room->model.current.recorder;
    // Only what is safe on the disk counts, not what is still being written.
    recorder.progress.recorded = milliseconds(756000);
    recorder.progress.durable = milliseconds(754000);
    recorder.progress.frames = 22620;
    recorder.progress.repeated = 41;
    recorder.progress.bitRate = 3260000;
    recorder.progress.cpu = 37;
    recorder.progress.encoder = u"x264 veryfast"_s;
    recorder.diskLeft = hours(12) + minutes(30) + seconds(59);
    recorder.backlog = 4200000;
    m_room->model.snapshot();
    open();
    QCOMPARE(child<QLabel>("recorderTitle")->text(), u"Recording on this computer"_s);
    QCOMPARE(value("Recorded"), u"0:12:34"_s);
    QCOMPARE(value("Frames written"), u"22,620"_s);
    QCOMPARE(value("Frames repeated"), u"41"_s);
    QCOMPARE(value("Bit rate"), u"3.3 Mbit/s"_s);
    QCOMPARE(value("Processor use"), u"37%"_s);
    QCOMPARE(value("Encoder"), u"x264 veryfast"_s);
    QCOMPARE(value("Disk space left"), u"12 h 30 min"_s);
    QCOMPARE(value("Waiting to upload"), u"4.2 MB"_s);
    recorder.diskLeft = hours(100);
    recorder.backlog = 0;
    m_room->model.snapshot();
    QCOMPARE(value("Disk space left"), u"more than 100 h"_s);
    QCOMPARE(value("Waiting to upload"), u"nothing"_s);
    recorder.diskLeft = seconds(-1);
    m_room->model.snapshot();
    QCOMPARE(value("Disk space left"), u"not known yet"_s);
}

void TestRecorderPanel::panel_tellsWhatTheRoomSays_elsewhere()
{
    RecordingInfo &info = m_room->model.current.room.recording;
    info.recorder = ParticipantId{u"p3"_s};
    info.elapsed = 61000;
    m_room->model.snapshot();
    open();
    QCOMPARE(child<QLabel>("recorderTitle")->text(), u"Recording"_s);
    QCOMPARE(value("Recorded by"), u"Amir"_s);
    QCOMPARE(value("State"), u"Recording"_s);
    QCOMPARE(value("Recorded"), u"0:01:01"_s);
    QCOMPARE(value("Encoder"), u"(none)"_s);
    QCOMPARE(lines("recorderFine").size(), 1);
    m_clock.advance(seconds(3));
    QTRY_COMPARE(value("Recorded"), u"0:01:04"_s);
    info.overloaded = true;
    info.silent = true;
    info.phase = RecordingPhase::Paused;
    m_room->model.snapshot();
    QCOMPARE(value("State"), u"Paused"_s);
    const QStringList troubles = lines("recorderTrouble");
    QCOMPARE(troubles.size(), 2);
    QVERIFY(troubles[0].startsWith(u"No sound has been recorded for a minute"_s));
    QVERIFY(troubles[1].startsWith(u"Recording computer busy"_s));
    m_room->model.current.connection = Connection::Reconnecting;
    m_room->model.snapshot();
    QCOMPARE(value("State"), u"Not known"_s);
}

void TestRecorderPanel::panel_counts_whatHasNoLineOfItsOwn()
{
    recordHere();
    for (int i = 0; i < 9; ++i) {
        trouble("p2", TrackKind::Camera, TrackTrouble::NoPicture);
    }
    const QStringList troubles = recorderReport(m_room->model.current, {}).troubles;
    QCOMPARE(troubles.size(), 6);
    QCOMPARE(troubles.last(), u"4 more"_s);
}

void TestRecorderPanel::notice_standsWhileTheComputerIsBusy()
{
    recordHere();
    RecordingInfo &info = m_room->model.current.room.recording;
    info.overloaded = true;
    m_room->model.snapshot();
    QVERIFY(child<QWidget>("banner")->isVisible());
    QCOMPARE(child<QLabel>("bannerLabel")->text(),
             u"Computer busy: reduced video quality. Audio isn't affected."_s);
    m_room->model.current.recorder->progress.lostSound = {{{}, 300ms}, {{}, 400ms}};
    m_room->model.snapshot();
    QCOMPARE(child<QLabel>("bannerLabel")->text(),
             u"Computer busy: reduced video quality. Some audio was lost. Close "
             "other programs."_s);
    info.overloaded = false;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("banner")->isVisible());
}

void TestRecorderPanel::notice_warnsOfSilence()
{
    RecordingInfo &info = m_room->model.current.room.recording;
    info.silent = true;
    m_room->model.current.mediaServerProblem = Error{ErrorCode::JanusFailed, {}};
    m_room->model.snapshot();
    const QStringList sentences = child<QLabel>("bannerLabel")->text().split(QLatin1Char('\n'));
    QCOMPARE(sentences.size(), 2);
    QCOMPARE(sentences.last(),
             u"No sound has been recorded for a minute although people are unmuted. "
             "Check the microphones."_s);
    m_room->model.current.mediaServerProblem.reset();
    info.silent = false;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("banner")->isVisible());
}

void TestRecorderPanel::notice_isForModerators()
{
    RecordingInfo &info = m_room->model.current.room.recording;
    info.overloaded = true;
    info.silent = true;
    info.limit = 60000;
    info.elapsed = 59000;
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("banner")->isVisible());
}

void TestRecorderPanel::notice_countsTheLastMinutes()
{
    RecordingInfo &info = m_room->model.current.room.recording;
    info.limit = milliseconds(hours(24)).count();
    info.elapsed = milliseconds(hours(24) - minutes(15) - seconds(1)).count();
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("banner")->isVisible());
    m_clock.advance(seconds(1)); // without news from the service
    const auto sentence = [this] { return child<QLabel>("bannerLabel")->text(); };
    QTRY_COMPARE(sentence(), u"The recording ends in 15 minutes, at the maximum "
                             "length of 24 hours."_s);
    m_clock.advance(minutes(3));
    QTRY_COMPARE(sentence(), u"The recording ends in 12 minutes, at the maximum "
                             "length of 24 hours."_s);
    m_room->model.setPhase(RecordingPhase::Stopping, u"r1"_s, u"p1"_s);
    QVERIFY(!child<QWidget>("banner")->isVisible());
    m_room->model.setPhase(RecordingPhase::Idle, {});
    Q_EMIT m_room->model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Limit, {}, {});
    QCOMPARE(child<QLabel>("noticeDetail")->text(),
             u"It reached the maximum length. It is being uploaded and processed."_s);
}

void TestRecorderPanel::limit_isNear_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("elapsed");
    QTest::addColumn<bool>("isNear");
    const auto row = [](const char *name, milliseconds limit, milliseconds elapsed, bool isNear) {
        QTest::newRow(name) << qint64(limit.count()) << qint64(elapsed.count()) << isNear;
    };
    row("a day, 15 minutes before", hours(24), hours(24) - minutes(15), true);
    row("a day, earlier", hours(24), hours(24) - minutes(16), false);
    row("an hour, the last tenth", hours(1), minutes(54), true);
    row("an hour, earlier", hours(1), minutes(53), false);
    row("over", hours(1), hours(2), true);
    row("not told", milliseconds(0), hours(30), false);
}

void TestRecorderPanel::limit_isNear()
{
    QFETCH(qint64, limit);
    QFETCH(qint64, elapsed);
    QFETCH(bool, isNear);
    m_room->model.current.room.recording.limit = limit;
    QCOMPARE(!recordingWarnings(m_room->model.current, milliseconds(elapsed)).isEmpty(), isNear);
}

void TestRecorderPanel::disk_isTold_whenItLastsForLessThanHalfAnHour()
{
    auto &view = m_room->model.current;
    view.recorder = RecorderView{};
    const auto noticeAt = [&view](seconds left) {
        view.recorder->diskLeft = left;
        return recordingWarnings(view, milliseconds(0)).join(QLatin1Char('|'));
    };
    QCOMPARE(noticeAt(seconds(-1)), QString());
    QCOMPARE(noticeAt(minutes(30)), QString());
    QCOMPARE(noticeAt(minutes(29)),
             u"Disk space for about 29 min left. Free some space, or the recording will stop "
             "then. Everything up to that point is kept."_s);
    m_room->model.current.recorder.reset();
    QCOMPARE(recordingWarnings(view, milliseconds(0)), QStringList());
}

QTEST_MAIN(TestRecorderPanel)
#include "test_recorder_panel.moc"
