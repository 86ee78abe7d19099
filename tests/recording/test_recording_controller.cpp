#include "tests/recording/recorder_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestRecordingController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recording_goesFromOrderToFile_andReportsEachStep()
    {
        Recorder r;
        QSignalSpy ready(&r.controller, &RecordingController::fileReady);
        StageScene scene;
        scene.people = {StagePerson{ParticipantId{u"a"_s}, true, TileFit::Fill}};
        r.controller.begin(Recorder::order(), scene);
        QCOMPARE(r.controller.state(), RecorderState::Starting);
        QCOMPARE(r.log, words({"awake", "start"}));
        const auto &plan = r.engine.plans.at(0);
        QCOMPARE(plan.recording, Recorder::order().recording);
        QCOMPARE(plan.epoch, 4);
        QCOMPARE(plan.folder, r.folder.filePath(u"r1"_s));
        QVERIFY(QDir(plan.folder).exists());
        QVERIFY(plan.fileName.startsWith(u"Rec – "_s));
        QVERIFY(plan.fileName.endsWith(u" – Title.mp4"_s));
        QVERIFY(plan.scene == scene);

        r.engine.showFirstPicture();
        QCOMPARE(r.controller.state(), RecorderState::Recording);
        QCOMPARE(r.log.takeLast(), u"started r1/4"_s);

        r.controller.end(Recorder::order().recording, 4);
        QCOMPARE(r.controller.state(), RecorderState::Finishing);
        QCOMPARE(r.log.takeLast(), u"stop"_s);
        QCOMPARE(ready.size(), 0);

        r.engine.complete();
        QCOMPARE(r.controller.state(), RecorderState::Idle);
        QCOMPARE(r.log.mid(2), words({"stopped r1/4 3", "release"}));
        QCOMPARE(ready.size(), 1);
        QCOMPARE(ready[0][0].value<RecordingOrder>().recording, Recorder::order().recording);
        QVERIFY(QFile::exists(ready[0][1].value<RecordedFile>().path));
    }

    void scene_isHandedOn_whileRecording()
    {
        Recorder r;
        r.record();
        StageScene scene;
        scene.highlighted = ParticipantId{u"a"_s};
        r.controller.setScene(scene);
        QVERIFY(r.engine.lastScene == scene);
    }

    void mark_isHandedOn_onlyForTheRecordingThatRuns()
    {
        Recorder r;
        const auto order = Recorder::order();
        r.controller.mark(order.recording, order.epoch, u"too early"_s);
        r.record();
        r.controller.mark(order.recording, order.epoch, u"now"_s);
        r.controller.mark(order.recording, order.epoch + 1, u"another"_s);
        r.controller.mark(RecordingId{u"other"_s}, order.epoch, u"another"_s);
        QCOMPARE(r.engine.marks, QStringList{u"now"_s});
    }

    void names_areHandedOn_alsoBeforeTheStart()
    {
        Recorder r;
        const std::map<ParticipantId, QString> names{{ParticipantId{u"a"_s}, u"Ada"_s}};
        r.controller.setNames(names);
        QVERIFY(r.engine.lastNames == names);
    }

    void start_isRefused_beforeAFileExists_whenTheDiskIsFull()
    {
        Recorder r;
        QSignalSpy failed(&r.controller, &RecordingController::failed);
        r.disk.free = RecordingController::kMinimumFreeBytes - 1;
        r.controller.begin(Recorder::order(), {});
        QCOMPARE(r.log, words({"failed r1/4 diskFull"}));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(r.controller.state(), RecorderState::Idle);
        QVERIFY(r.engine.plans.empty());
        QVERIFY(QDir(r.folder.path()).isEmpty());

        r.disk.free = RecordingController::kMinimumFreeBytes;
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.controller.state(), RecorderState::Starting);
    }

    void start_isRefused_whenTheDiskCannotBeAsked_orTheFolderNotMade()
    {
        Recorder r;
        r.disk.free = fail(ErrorCode::DiskError);
        r.controller.begin(Recorder::order(), {});
        QCOMPARE(r.log, words({"failed r1/4 diskError"}));
        QFile inTheWay(r.folder.filePath(u"r2"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.log.last(), u"failed r2/5 permissionDenied"_s);
        QVERIFY(inTheWay.exists());
        QVERIFY(r.engine.plans.empty());
    }

    void sameOrder_isAnsweredAgain_withoutASecondStart()
    {
        Recorder r;
        r.controller.begin(Recorder::order(), {});
        r.controller.begin(Recorder::order(), {});
        QCOMPARE(r.log, words({"awake", "start"}));
        r.engine.showFirstPicture();
        r.log.clear();
        r.controller.begin(Recorder::order(), {});
        QCOMPARE(r.log, words({"started r1/4"}));
        QCOMPARE(r.engine.plans.size(), size_t(1));
    }

    void otherOrder_isRefused_whileTheLastFileIsNotComplete()
    {
        Recorder r;
        r.record();
        r.controller.end(Recorder::order().recording, 4);
        r.log.clear();
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.log, words({"failed r2/5 alreadyRecording"}));
        QCOMPARE(r.controller.state(), RecorderState::Finishing);
        r.engine.complete();
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.engine.plans.size(), size_t(2));
    }

    void end_isIgnored_withAnotherIdOrEpoch_orWhenNothingRuns()
    {
        Recorder r;
        r.controller.end({}, 0);
        r.controller.endNow();
        QVERIFY(r.log.isEmpty());
        r.record();
        r.controller.end(Recorder::order().recording, 3);
        r.controller.end(RecordingId{u"r2"_s}, 4);
        QVERIFY(r.log.isEmpty());
        QCOMPARE(r.controller.state(), RecorderState::Recording);
        r.controller.end(Recorder::order().recording, 4);
        r.controller.end(Recorder::order().recording, 4);
        QCOMPARE(r.log, words({"stop"}));
    }

    void endBeforeTheFirstPicture_isReportedAsCancelled()
    {
        Recorder r;
        r.controller.begin(Recorder::order(), {});
        r.log.clear();
        r.controller.endNow();
        r.engine.breakDown(ErrorCode::Cancelled);
        QCOMPARE(r.log, words({"stop", "failed r1/4 cancelled", "release"}));
        QCOMPARE(r.controller.state(), RecorderState::Idle);
    }

    void engineThatFails_isReported_andTheNextOrderIsTaken_data()
    {
        QTest::addColumn<bool>("afterFirstPicture");
        QTest::addColumn<bool>("afterEnd");
        QTest::newRow("starting") << false << false;
        QTest::newRow("recording") << true << false;
        QTest::newRow("finishing") << true << true;
    }

    void engineThatFails_isReported_andTheNextOrderIsTaken()
    {
        QFETCH(bool, afterFirstPicture);
        QFETCH(bool, afterEnd);
        Recorder r;
        QSignalSpy failed(&r.controller, &RecordingController::failed);
        r.controller.begin(Recorder::order(), {});
        if (afterFirstPicture) {
            r.engine.showFirstPicture();
        }
        if (afterEnd) {
            r.controller.endNow();
        }
        r.log.clear();
        r.engine.breakDown(ErrorCode::EncoderMissing);
        QCOMPARE(r.log, words({"failed r1/4 encoderMissing", "release"}));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(r.controller.state(), RecorderState::Idle);
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.controller.state(), RecorderState::Starting);
    }

    void engineThatEndsByItself_isReportedAsStopped()
    {
        Recorder r;
        QSignalSpy ready(&r.controller, &RecordingController::fileReady);
        r.record();
        r.engine.complete();
        QCOMPARE(r.log, words({"stopped r1/4 3", "release"}));
        QCOMPARE(ready.size(), 1);
        QCOMPARE(r.controller.state(), RecorderState::Idle);
    }

    void progress_isKept_andForgottenByTheNextRecording()
    {
        Recorder r;
        QSignalSpy progressed(&r.controller, &RecordingController::progressed);
        r.record();
        r.engine.showProgress(3s);
        QCOMPARE(progressed.size(), 1);
        QCOMPARE(r.controller.progress().recorded, std::chrono::milliseconds(3s));
        r.engine.complete();
        r.controller.begin(Recorder::order("r2", 5), {});
        QCOMPARE(r.controller.progress().recorded, 0ms);
    }

    void heartbeats_areSent_exactlyWhileThereIsARecording()
    {
        Recorder r;
        r.record();
        r.engine.showProgress(1500ms);
        QTRY_COMPARE_WITH_TIMEOUT(r.reports.alive, 1, 5000);
        QCOMPARE(r.log, words({"alive r1/4 1500"}));
        // It continues while the file is being finalised: the room waits for it.
        r.controller.endNow();
        QTRY_COMPARE_WITH_TIMEOUT(r.reports.alive, 2, 5000);
        r.engine.complete();
        QVERIFY(!QTest::qWaitFor([&r] { return r.reports.alive > 2; }, 2500));
    }

    /// A stuck encoder or disk: the room sees that the file does not grow.
    void heartbeats_tellWhatIsDurable_alsoWhileTheEngineStandsStill()
    {
        Recorder r(10ms);
        r.record();
        auto progress = progressAt(1500ms);
        progress.recorded = 90s; // according to a thread
        r.engine.show(progress);
        QTRY_VERIFY(r.reports.alive >= 12);
        QCOMPARE(r.log.last(), u"alive r1/4 1500"_s);
        QCOMPARE(r.log.count(u"alive r1/4 1500"_s), r.log.size());
        r.engine.showProgress(2500ms);
        QTRY_COMPARE(r.log.last(), u"alive r1/4 2500"_s);
    }
};

QTEST_GUILESS_MAIN(TestRecordingController)
#include "test_recording_controller.moc"
