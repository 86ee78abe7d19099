#include "app/media/record/recording_gaps.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

class TestRecordingGaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortGap_isHeld_andLongOneIsCut()
    {
        const RecordingGaps gaps;
        QCOMPARE(gaps.goesOnAt(100s, 10s, std::nullopt), std::nullopt);
        QCOMPARE(gaps.goesOnAt(100s, 10001ms, std::nullopt), MediaTime(110001ms));
    }

    void soundThatIsThere_isNeverCut()
    {
        const RecordingGaps gaps;
        QCOMPARE(gaps.goesOnAt(100s, 60s, MediaTime(100s)), std::nullopt);
        QCOMPARE(gaps.goesOnAt(100s, 60s, MediaTime(110s)), std::nullopt);
        // Up to its beginning and no further.
        QCOMPARE(gaps.goesOnAt(100s, 60s, MediaTime(130s)), MediaTime(130s));
        QCOMPARE(gaps.goesOnAt(100s, 60s, MediaTime(400s)), MediaTime(160s));
    }

    void cause_isThatNothingRan_whenItBecameLateAtOnce()
    {
        RecordingGaps gaps;
        gaps.arrived(0s);
        QVERIFY(!gaps.isWaking());
        gaps.arrived(450s);
        QVERIFY(gaps.isWaking());
        gaps.cut(300, 450s);
        gaps.arrived(0s);
        QVERIFY(!gaps.isWaking());
        for (auto late = 0ms; late < 12s; late += 40ms) {
            gaps.arrived(late);
        }
        gaps.cut(600, 12s);
        gaps.slept(900, 3h);
        QCOMPARE(gaps.gaps(), (std::vector<RecordingGap>{{10s, 450s, GapCause::Stopped},
                                                         {20s, 12s, GapCause::Overload},
                                                         {30s, 3h, GapCause::Suspended}}));
    }

    void picturesThatStand_areTold_whenItIsMoreThanASecond()
    {
        RecordingGaps gaps;
        gaps.setBefore(3000);
        for (int64_t frame = 0; frame < 200; ++frame) {
            const bool isStill = (frame >= 30 && frame < 60) || (frame >= 100 && frame < 145);
            if (!isStill) {
                gaps.showed(frame);
            }
        }
        // 30 frames, no more than a second.
        QCOMPARE(gaps.held(200), (std::vector<HeldPicture>{{103'333ms, 104'833ms, true}}));
        QCOMPARE(gaps.held(230), gaps.held(200));
        QCOMPARE(gaps.held(231).back(), (HeldPicture{106'666ms, 107'700ms, true}));
    }

    void standingPicture_hasNoSound_whereNothingRan()
    {
        RecordingGaps gaps;
        for (int64_t frame = 0; frame < 30; ++frame) {
            gaps.showed(frame);
        }
        gaps.silent(30, 150);
        gaps.showed(180);
        QCOMPARE(gaps.held(181), (std::vector<HeldPicture>{{1s, 6s, false}}));
    }
};

QTEST_APPLESS_MAIN(TestRecordingGaps)
#include "test_recording_gaps.moc"
