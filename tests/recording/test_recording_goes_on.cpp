#include "tests/recording/recorder_fixture.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// Resuming a recording that an earlier run of the program began.
class TestRecordingGoesOn : public QObject
{
    Q_OBJECT

    static RecordingNote noteOf(Recorder &r, bool paused = false)
    {
        auto order = Recorder::order();
        order.place = {u"https://here/biology"_s, u"secret"_s};
        order.chapters = true;
        order.limit = 2h;
        QDir().mkpath(r.folder.filePath(order.recording.value));
        return RecordingNote{order, u"Rec – begun.mp4"_s, paused};
    }
    static RecordingNote kept(const Recorder &r)
    {
        const auto note = readNote(r.folder.filePath(u"r1"_s));
        return note ? *note : RecordingNote();
    }

private Q_SLOTS:
    void recording_goesOnInItsFile_andIsReported()
    {
        Recorder r;
        QSignalSpy ready(&r.controller, &RecordingController::fileReady);
        r.controller.goOn(noteOf(r), {});
        QCOMPARE(r.controller.state(), RecorderState::Recording);
        QCOMPARE(r.log, words({"awake", "start"}));
        const auto &plan = r.engine.plans.at(0);
        QVERIFY(plan.continues && plan.chapters);
        QCOMPARE(plan.fileName, u"Rec – begun.mp4"_s);
        QCOMPARE(plan.limit, std::chrono::milliseconds(2h));
        QCOMPARE(kept(r), noteOf(r));

        // Only once the length of the existing part is known.
        r.engine.showProgress(65s);
        QCOMPARE(r.log.takeLast(), u"alive r1/4 65000"_s);
        const auto folder = r.folder.filePath(u"r1"_s);
        QCOMPARE(readDraft(folder)[u"continuations"_s].toArray(), QJsonArray{65000});
        r.engine.showFirstPicture();
        QCOMPARE(r.log, words({"awake", "start"}));

        r.controller.end(Recorder::order().recording, 4);
        r.engine.complete();
        QCOMPARE(r.log.mid(2), words({"stop", "stopped r1/4 3", "release"}));
        QCOMPARE(ready.size(), 1);
        QVERIFY(readDraft(folder).isEmpty() && QFileInfo::exists(reportFile(folder)));
        // The time without a program is reported, on the screen and in the report.
        const auto &gaps = r.controller.progress().gaps;
        QCOMPARE(gaps.size(), size_t{1});
        QCOMPARE(gaps.front().at, 65000ms);
        QCOMPARE(gaps.front().cause, GapCause::Restarted);
        QFile report(reportFile(folder));
        QVERIFY(report.open(QIODevice::ReadOnly) && report.readAll().contains("\"restarted\""));
    }

    void recording_goesOnInItsFile_whenTheOrderIsRepeatedAfterAKill()
    {
        Recorder r;
        r.controller.begin(Recorder::order(), {});
        QVERIFY(!r.engine.plans.at(0).continues);
        const auto plan = r.engine.plans.at(0);
        r.engine.breakDown(ErrorCode::Internal);
        QFile part(QDir(plan.folder).filePath(plan.fileName + u".part"_s));
        QVERIFY(part.open(QIODevice::WriteOnly));
        part.close();

        r.log.clear();
        r.controller.begin(Recorder::order(), {});
        QCOMPARE(r.controller.state(), RecorderState::Starting);
        QVERIFY(r.engine.plans.at(1).continues);
        r.engine.showFirstPicture();
        QCOMPARE(r.log, words({"awake", "start", "started r1/4"}));
    }

    void report_isKeptEveryTenSeconds()
    {
        Recorder r;
        const auto folder = r.folder.filePath(u"r1"_s);
        r.record();
        const auto recorded = [&](std::chrono::milliseconds now) {
            r.engine.showProgress(now);
            return readDraft(folder)[u"duration"_s].toInt();
        };
        QCOMPARE(recorded(1s), 1000);
        QCOMPARE(recorded(10s), 1000);
        QCOMPARE(recorded(11s), 11000);
        QCOMPARE(recorded(20s), 11000);
    }

    void recording_staysPaused_whenItWas()
    {
        Recorder r;
        r.controller.goOn(noteOf(r, true), {});
        QCOMPARE(r.log, words({"awake", "start", "pause"}));
        auto progress = progressAt(65s);
        progress.paused = true;
        r.engine.show(progress);
        QCOMPARE(r.log.takeLast(), u"alive r1/4 65000 paused"_s);
        QVERIFY(r.controller.progress().gaps.empty()); // there was nothing to record
        r.controller.setPaused(Recorder::order().recording, 4, false);
        QCOMPARE(r.log.takeLast(), u"resume"_s);
    }

    void note_says_whetherItIsPausedAndWhereItsPlaceIs()
    {
        Recorder r;
        r.record();
        QVERIFY(!kept(r).paused);
        auto progress = progressAt(2s);
        progress.paused = true;
        r.engine.show(progress);
        QVERIFY(kept(r).paused);
        const RecorderPlace place{u"room"_s, u"another secret"_s};
        r.controller.setPlace(place);
        QCOMPARE(kept(r).order.place, place);
        QVERIFY(kept(r).paused);
        r.engine.showProgress(3s);
        QVERIFY(!kept(r).paused);
    }

    void note_isNotMade_whenNothingIsRecorded()
    {
        Recorder r;
        r.controller.setPlace({u"room"_s, u"secret"_s});
        QVERIFY(QDir(r.folder.path()).isEmpty());
    }

    void whatThereIs_stays_whenItCannotGoOn()
    {
        Recorder r;
        QSignalSpy failed(&r.controller, &RecordingController::failed);
        const auto note = noteOf(r);
        const auto folder = r.folder.filePath(u"r1"_s);
        QVERIFY(saveNote(folder, note));
        r.disk.free = 0;
        r.controller.goOn(note, {});
        QCOMPARE(r.log, words({"failed r1/4 diskFull"}));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(kept(r), note);

        r.disk.free = int64_t(1) << 40;
        r.controller.goOn(note, {});
        r.engine.breakDown(ErrorCode::FileDamaged);
        QCOMPARE(r.controller.state(), RecorderState::Idle);
        QCOMPARE(kept(r), note);
    }

    void recording_isLeftAlone_whileAnotherProgramHasIt()
    {
        Recorder r;
        const auto note = noteOf(r);
        const auto lock = recordingLock(r.folder.filePath(u"r1"_s));
        QVERIFY(lock->tryLock());
        r.controller.goOn(note, {});
        QCOMPARE(r.log, words({"failed r1/4 diskError"}));
        QVERIFY(r.engine.plans.empty());
    }
};

QTEST_GUILESS_MAIN(TestRecordingGoesOn)
#include "test_recording_goes_on.moc"
