#include "app/net/upload/bandwidth_limit.h"
#include "tests/fake_clock.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

} // namespace

class TestBandwidthLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void take_neverWaits_withoutALimit()
    {
        const FakeClock clock;
        BandwidthLimit limit(clock);
        QCOMPARE(limit.take(1'000'000'000), 0ms);
        QCOMPARE(limit.take(1'000'000'000), 0ms);
        QCOMPARE(limit.chunkBytes(4'000'000), 4'000'000);
    }

    void take_waitsUntilWhatWasTakenHasGone_atTheLimit()
    {
        FakeClock clock;
        BandwidthLimit limit(clock);
        limit.setBitsPerSecond(8'000'000);
        QCOMPARE(limit.take(500'000), 0ms);
        QCOMPARE(limit.take(1'000'000), 500ms);
        QCOMPARE(limit.take(1), 1500ms);
        clock.advance(5s);
        // Idle time is not saved up.
        QCOMPARE(limit.take(2'000'000), 0ms);
        QCOMPARE(limit.take(1), 2000ms);
    }

    void chunks_takeAboutASecond_atTheLimit()
    {
        const FakeClock clock;
        BandwidthLimit limit(clock);
        limit.setBitsPerSecond(8'000'000);
        QCOMPARE(limit.chunkBytes(4'000'000), 1'000'000);
        limit.setBitsPerSecond(8'000);
        QCOMPARE(limit.chunkBytes(4'000'000), 4 * 1024);
    }

    void setBitsPerSecond_countsAtOnce_whenItIsTakenAway()
    {
        const FakeClock clock;
        BandwidthLimit limit(clock);
        limit.setBitsPerSecond(8);
        QCOMPARE(limit.take(1'000'000), 0ms);
        limit.setBitsPerSecond(0);
        QCOMPARE(limit.take(1), 0ms);
    }
};

QTEST_GUILESS_MAIN(TestBandwidthLimit)
#include "test_bandwidth_limit.moc"
