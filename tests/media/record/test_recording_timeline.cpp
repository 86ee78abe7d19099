#include "app/media/record/recording_timeline.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;
using Step = RecordingTimeline::Step;

namespace {

constexpr int64_t kNoLimit = 24 * 3600 * 30;

/// Takes pictures until the timeline offers something else; returns their times.
std::vector<MediaTime> takeAll(RecordingTimeline &timeline, MediaTime until)
{
    std::vector<MediaTime> moments;
    for (;;) {
        const auto next = timeline.next();
        if (next.step == Step::Paused || next.step == Step::End || next.moment > until) {
            return moments;
        }
        moments.push_back(next.moment);
        timeline.taken();
    }
}

} // namespace

class TestRecordingTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void next_isThirtyASecond_withoutPauses();
    void next_isExact_after24Hours();
    void next_leavesOutWhatWasPaused_whenItGoesOn();
    void next_isPaused_untilItGoesOn();
    void next_isTheEnd_whenStoppedWhilePaused();
    void next_isTheEnd_whenStoppedBeforeTheFirstPicture();
    void next_isTheEnd_afterTheLimitOfPictures();
    void isLastBeforeCut_isTrueForTheLastPictureOnly_beforeAPause();
    void pause_changesNothing_whenItIsPausedAlready();
    void skip_goesOnLater_andWhatIsPausedOrOverIsNotMissing();
};

void TestRecordingTimeline::next_isThirtyASecond_withoutPauses()
{
    RecordingTimeline timeline(10s, kNoLimit);
    const auto moments = takeAll(timeline, 10999ms);
    QCOMPARE(moments.size(), size_t{30});
    QCOMPARE(moments.front(), MediaTime(10s));
    QCOMPARE(moments[3], MediaTime(10100ms));
}

void TestRecordingTimeline::next_isExact_after24Hours()
{
    RecordingTimeline timeline(1s, kNoLimit + 1);
    for (int64_t i = 0; i < kNoLimit; ++i) {
        timeline.taken();
    }
    QCOMPARE(timeline.next().moment, MediaTime(1s + 24h));
}

void TestRecordingTimeline::next_leavesOutWhatWasPaused_whenItGoesOn()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.pause(1s);
    timeline.resume(61s);
    const auto before = takeAll(timeline, 1s);
    QCOMPARE(before.size(), size_t{30});
    QCOMPARE(timeline.next().step, Step::PictureAfterPause);
    QCOMPARE(timeline.next().moment, MediaTime(61s));
    timeline.taken();
    QCOMPARE(timeline.next().step, Step::Picture);
    QCOMPARE(timeline.next().moment, MediaTime(61s) + MediaTime(1'000'000'000 / 30));
    QCOMPARE(timeline.pictures(), 31);
}

void TestRecordingTimeline::skip_goesOnLater_andWhatIsPausedOrOverIsNotMissing()
{
    RecordingTimeline timeline(0s, kNoLimit);
    static_cast<void>(takeAll(timeline, 999ms));
    QCOMPARE(timeline.lengthUntil(61s), MediaTime(60s));
    timeline.pause(11s);
    timeline.resume(31s);
    QCOMPARE(timeline.lengthUntil(61s), MediaTime(40s));
    timeline.pause(51s);
    QCOMPARE(timeline.lengthUntil(61s), MediaTime(30s));
    timeline.resume(59s);
    timeline.stop(60s);
    QCOMPARE(timeline.lengthUntil(61s), MediaTime(31s));

    RecordingTimeline skipped(0s, kNoLimit);
    static_cast<void>(takeAll(skipped, 999ms));
    skipped.pause(2s);
    skipped.resume(3s);
    skipped.skip(20s);
    QCOMPARE(skipped.next().step, Step::PictureAfterPause);
    QCOMPARE(skipped.next().moment, MediaTime(20s));
    QCOMPARE(skipped.pictures(), 30);
    skipped.hold(15);
    QCOMPARE(skipped.next().moment, MediaTime(20s));
    QCOMPARE(skipped.pictures(), 45);
}

void TestRecordingTimeline::next_isPaused_untilItGoesOn()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.pause(500ms);
    QCOMPARE(takeAll(timeline, 10s).size(), size_t{15});
    QCOMPARE(timeline.next().step, Step::Paused);
    timeline.resume(2s);
    QCOMPARE(timeline.next().moment, MediaTime(2s));
}

void TestRecordingTimeline::next_isTheEnd_whenStoppedWhilePaused()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.pause(500ms);
    QCOMPARE(takeAll(timeline, 10s).size(), size_t{15});
    timeline.stop(5s);
    QCOMPARE(timeline.next().step, Step::End);
    QVERIFY(!timeline.reachedLimit());
}

void TestRecordingTimeline::next_isTheEnd_whenStoppedBeforeTheFirstPicture()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.stop(200ms);
    QCOMPARE(timeline.next().step, Step::End);
}

void TestRecordingTimeline::next_isTheEnd_afterTheLimitOfPictures()
{
    RecordingTimeline timeline(0s, 45);
    QCOMPARE(takeAll(timeline, 10s).size(), size_t{45});
    QCOMPARE(timeline.next().step, Step::End);
    QVERIFY(timeline.reachedLimit());
}

void TestRecordingTimeline::isLastBeforeCut_isTrueForTheLastPictureOnly_beforeAPause()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.pause(1s);
    std::vector<int64_t> last;
    while (timeline.next().step == Step::Picture) {
        if (timeline.isLastBeforeCut()) {
            last.push_back(timeline.pictures());
        }
        timeline.taken();
    }
    QCOMPARE(last, std::vector<int64_t>{29});
}

void TestRecordingTimeline::pause_changesNothing_whenItIsPausedAlready()
{
    RecordingTimeline timeline(0s, kNoLimit);
    timeline.pause(500ms);
    timeline.pause(600ms);
    timeline.resume(1s);
    timeline.resume(3s);
    takeAll(timeline, 999ms);
    QCOMPARE(timeline.next().moment, MediaTime(1s));
    timeline.taken();
    QCOMPARE(timeline.next().step, Step::Picture);
}

QTEST_APPLESS_MAIN(TestRecordingTimeline)
#include "test_recording_timeline.moc"
