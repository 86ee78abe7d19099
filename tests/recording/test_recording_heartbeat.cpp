#include "app/recording/disk_forecast.h"
#include "app/recording/durable_stall.h"
#include "tests/recording/recorder_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// Orders to a recorder other than Start and Stop, and its reports.
class TestRecordingHeartbeat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plan_carriesWhatWasOrdered_andTheSettingsOfThisComputer()
    {
        Recorder r;
        auto order = Recorder::order();
        order.subtitles = true;
        order.chapters = true;
        order.limit = 90min;
        r.controller.setEncoding({u"x264"_s, u"fast"_s, 70});
        r.controller.begin(order, {});
        r.controller.setEncoding({});
        const auto &plan = r.engine.plans.at(0);
        QVERIFY(plan.subtitles);
        QVERIFY(plan.chapters);
        QCOMPARE(plan.limit, std::chrono::milliseconds(90min));
        QCOMPARE(plan.encoding, (EncodingSettings{u"x264"_s, u"fast"_s, 70}));
        const auto note = readNote(plan.folder);
        QVERIFY(note.has_value());
        QCOMPARE(note->order, order);
    }

    void limit_isNeverLongerThan24Hours()
    {
        Recorder r;
        auto order = Recorder::order();
        order.limit = 25h;
        r.controller.begin(order, {});
        QCOMPARE(r.engine.plans.at(0).limit, std::chrono::milliseconds(24h));
    }

    void noteOfAnEarlierVersion_isRead_withoutItsNewFields()
    {
        Recorder r;
        r.controller.begin(Recorder::order(), {});
        const auto folder = r.engine.plans.at(0).folder;
        QFile file(QDir(folder).filePath(u"recording.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto json = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        for (const auto *key : {"subtitles", "chapters", "limit"}) {
            QVERIFY2(json.contains(QLatin1String(key)), key);
            json.remove(QLatin1String(key));
        }
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QJsonDocument(json).toJson());
        file.close();
        const auto note = readNote(folder);
        QVERIFY(note.has_value());
        QCOMPARE(note->order, Recorder::order());
    }

    // ---- the disk

    void recording_endsInGoodOrder_andSaysSo_whenTheDiskReachesItsReserve()
    {
        Recorder r;
        r.record();
        r.disk.free = diskReserve(10s);
        r.engine.showProgress(10s);
        QCOMPARE(r.log, words({}));
        r.disk.free = diskReserve(11s) - 1;
        r.engine.showProgress(11s);
        QCOMPARE(r.log, words({"stop"}));
        r.engine.showProgress(12s);
        QCOMPARE(r.log, words({"stop"}));
        r.engine.complete();
        QCOMPARE(r.log, words({"stop", "stopped r1/4 3 disk", "release"}));
        r.disk.free = int64_t(1) << 40;
        r.record();
        r.controller.endNow();
        r.engine.complete();
        QCOMPARE(r.log, words({"stop", "stopped r1/4 3", "release"}));
    }

    void recording_ends_whenItsFolderIsGone()
    {
        Recorder r;
        r.record();
        r.disk.free = fail(ErrorCode::NotFound);
        r.engine.showProgress(10s);
        QCOMPARE(r.log, words({"stop"}));
        r.engine.breakDown(ErrorCode::DiskError);
        QCOMPARE(r.log, words({"stop", "failed r1/4 diskError", "release"}));
    }

    void recording_goesOn_whenTheDiskCannotBeAsked()
    {
        Recorder r;
        r.record();
        r.disk.free = fail(ErrorCode::DiskError);
        r.engine.showProgress(10s);
        QCOMPARE(r.log, words({}));
    }

    void diskReserve_growsWithTheIndex_andIsLessThanWhatStartAsksFor()
    {
        const int64_t minute = 60 * kMostBitRate / 8;
        QVERIFY(diskReserve(0s) > minute);
        // The index of a recording takes 331 bytes per second, as measured.
        QVERIFY(diskReserve(24h) - diskReserve(0s) > 24 * 3600 * 331);
        QVERIFY(diskReserve(24h) < RecordingController::kMinimumFreeBytes);
    }

    void diskLasts_leavesTheReserve()
    {
        QCOMPARE(diskLasts(diskReserve(0s), 1'000'000), 0s);
        QCOMPARE(diskLasts(0, 1'000'000), 0s);
        const auto hour = diskLasts(diskReserve(0s) + 3600LL * 1'000'000, 8'000'000);
        QVERIFY2(hour > 3590s && hour <= 3600s, qPrintable(QString::number(hour.count())));
        QVERIFY(diskLasts(1LL << 40, 0) > 24h);
    }

    // ---- pausing and other news

    void pause_isReported_whenTheEngineHasDoneIt()
    {
        Recorder r;
        r.record();
        r.controller.setPaused(Recorder::order().recording, 4, true);
        QCOMPARE(r.log, words({"pause"}));
        auto progress = progressAt(3s);
        progress.paused = true;
        r.engine.show(progress);
        QCOMPARE(r.log, words({"pause", "alive r1/4 3000 paused"}));
        r.engine.show(progress);
        QCOMPARE(r.log.size(), 2);
        QCOMPARE(r.controller.state(), RecorderState::Recording);
        QVERIFY(r.controller.progress().paused);

        r.controller.setPaused(Recorder::order().recording, 4, false);
        progress.paused = false;
        r.engine.show(progress);
        QCOMPARE(r.log.mid(2), words({"resume", "alive r1/4 3000"}));
    }

    void pause_isReportedAtOnce_whenItIsSoAlready()
    {
        Recorder r;
        r.record();
        r.controller.setPaused(Recorder::order().recording, 4, false);
        QCOMPARE(r.log, words({"resume", "alive r1/4 0"}));
    }

    void pause_isIgnored_forAnotherRecording_orWhenNothingIsRecorded()
    {
        Recorder r;
        r.controller.setPaused({}, 0, true);
        r.controller.begin(Recorder::order(), {});
        r.log.clear();
        r.controller.setPaused(Recorder::order().recording, 4, true);
        QVERIFY2(r.log.isEmpty(), "there is no picture yet");
        r.engine.showFirstPicture();
        r.log.clear();
        r.controller.setPaused(Recorder::order().recording, 3, true);
        r.controller.setPaused(RecordingId{u"r2"_s}, 4, true);
        QVERIFY(r.log.isEmpty());
        r.controller.endNow();
        r.log.clear();
        r.controller.setPaused(Recorder::order().recording, 4, true);
        QVERIFY(r.log.isEmpty());
    }

    void pausedRecording_canBeEnded()
    {
        Recorder r;
        r.record();
        auto progress = progressAt(3s);
        progress.paused = true;
        r.engine.show(progress);
        r.log.clear();
        r.controller.endNow();
        QCOMPARE(r.log, words({"stop"}));
        r.engine.complete();
        r.controller.begin(Recorder::order("r2", 5), {});
        QVERIFY(!r.controller.progress().paused);
    }

    void overloadAndSilence_areReportedAtOnce_whenTheyBeginAndEnd()
    {
        Recorder r;
        r.record();
        auto progress = progressAt(60s);
        progress.soundless = 59s;
        r.engine.show(progress);
        QVERIFY(r.log.isEmpty());
        progress.durable = progress.recorded = 61s;
        progress.soundless = 60s;
        r.engine.show(progress);
        progress.durable = progress.recorded = 62s;
        progress.soundless = 61s;
        r.engine.show(progress);
        progress.overloaded = true;
        r.engine.show(progress);
        progress.overloaded = false;
        progress.soundless = {};
        r.engine.show(progress);
        QCOMPARE(r.log, words({"alive r1/4 61000 silent", "alive r1/4 62000 overloaded silent",
                               "alive r1/4 62000"}));
    }

    // ---- a file that does not grow, seen from outside of the engine

    void durableWatch_saysSo_after10SecondsWithoutGrowth_whateverTheEngineBelieves()
    {
        DurableStall watch;
        QVERIFY(!watch.isStalled(1h)); // nothing is recorded
        watch.begin(100s);
        QVERIFY(!watch.isStalled(110s - 1ns));
        QVERIFY(watch.isStalled(110s));
        auto progress = progressAt(1s);
        watch.note(progress, 105s);
        progress.recorded = 60s;
        watch.note(progress, 114s);
        QVERIFY(!watch.isStalled(115s - 1ns));
        QVERIFY(watch.isStalled(115s));
        watch.note(progressAt(61s), 200s);
        QVERIFY(!watch.isStalled(209s));
        watch.end();
        QVERIFY(!watch.isStalled(1h));
    }

    void durableWatch_grantsAPause_and10SecondsAfterIt()
    {
        DurableStall watch;
        watch.begin(0s);
        auto progress = progressAt(5s);
        progress.paused = true;
        watch.note(progress, 5s);
        QVERIFY(!watch.isStalled(1h));
        progress.paused = false;
        watch.note(progress, 1h);
        watch.note(progress, 1h + 9s);
        QVERIFY(!watch.isStalled(1h + 9s));
        QVERIFY(watch.isStalled(1h + 10s));
    }
};

QTEST_GUILESS_MAIN(TestRecordingHeartbeat)
#include "test_recording_heartbeat.moc"
