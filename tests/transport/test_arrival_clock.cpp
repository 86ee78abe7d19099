#include "app/transport/receive/arrival_clock.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <random>
#include <vector>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr int kRate = 48000;
constexpr MediaTime kPacket = 20ms;
constexpr MediaTime kStart = 1000s;
constexpr uint32_t kTicks = kRate / 50;

/// Audio of one sender, a packet every 20 ms; `delay` is the network delay of each.
struct Stream
{
    ArrivalClock clock{kRate};
    uint32_t stamp = 4'000'000'000;
    MediaTime sent = kStart;
    /// Seconds of the receiver's clock per second of the sender's, less one.
    double drift = 0;

    MediaTime packet(MediaTime delay)
    {
        const MediaTime time = clock.timeOf(stamp, sent + delay);
        stamp += kTicks;
        sent += kPacket + MediaTime(static_cast<int64_t>(2e7 * drift));
        return time;
    }

    /// The time from sending to the assigned time, for each packet of `length`.
    std::vector<MediaTime> packets(MediaTime length, const std::function<MediaTime(int)> &delay)
    {
        std::vector<MediaTime> placed;
        for (int i = 0; i < length / kPacket; ++i) {
            const MediaTime at = sent;
            placed.push_back(packet(delay(i)) - at);
        }
        return placed;
    }
};

MediaTime spread(const std::vector<MediaTime> &placed)
{
    const auto [least, most] = std::minmax_element(placed.begin(), placed.end());
    return *most - *least;
}

} // namespace

class TestArrivalClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evenPackets_standWhereTheyArrived()
    {
        Stream stream;
        const auto placed = stream.packets(10s, [](int) { return 30ms; });
        QCOMPARE(placed.front(), MediaTime(30ms));
        QCOMPARE(spread(placed), MediaTime::zero());
    }

    void firstPacketsHeldUp_areForgottenAtTheFirstQuickOne()
    {
        Stream stream;
        const auto placed =
            stream.packets(2s, [](int i) { return i < 10 ? 230ms - 20ms * i : 10ms; });
        QCOMPARE(placed.back(), MediaTime(10ms));
        QCOMPARE(placed.at(11), MediaTime(10ms));
    }

    // A busy computer: nothing arrives for a while, then everything at once.
    void bursts_moveNothing()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> chance(0, 99);
        Stream stream;
        int held = 0;
        stream.packets(1s, [](int) { return 5ms; });
        const auto placed = stream.packets(60s, [&](int) {
            held =
                held == 0 && chance(random) < 8 ? 5 + chance(random) % 14 : std::max(0, held - 1);
            return 5ms + kPacket * held;
        });
        QVERIFY2(spread(placed) < 1ms, qPrintable(QString::number(spread(placed).count())));
    }

    void drift_isFollowed_data()
    {
        QTest::addColumn<double>("drift");
        QTest::newRow("slow") << 200e-6;
        QTest::newRow("fast") << -200e-6;
    }
    void drift_isFollowed()
    {
        QFETCH(double, drift);
        Stream stream;
        stream.drift = drift;
        int i = 0;
        const auto jitter = [&](int) { return 5ms + (++i % 5) * 7ms; };
        stream.packets(1s, jitter);
        const auto placed = stream.packets(3600s, jitter);
        for (const MediaTime each : placed) {
            QVERIFY2(each > 3ms && each < 8ms, qPrintable(QString::number(each.count())));
        }
    }

    void longerPath_isFollowedSlowly()
    {
        Stream stream;
        stream.packets(10s, [](int) { return 20ms; });
        const auto placed = stream.packets(60s, [](int) { return 80ms; });
        QCOMPARE(placed.front(), MediaTime(20ms));
        QCOMPARE(placed.back(), MediaTime(80ms));
        for (size_t i = 1; i < placed.size(); ++i) {
            QVERIFY(placed[i] - placed[i - 1] <= kPacket / 200);
        }
    }

    // The sender's clock stood still: adapting by 4 ms per second would lose what arrives.
    void farLongerPath_isTakenWithinSeconds()
    {
        Stream stream;
        stream.packets(10s, [](int) { return 20ms; });
        const auto placed = stream.packets(4s, [](int) { return 900ms; });
        QCOMPARE(placed.front(), MediaTime(20ms));
        QCOMPARE(placed.back(), MediaTime(900ms));
    }

    void oneVeryLatePacket_afterAHole_movesNothing()
    {
        Stream stream;
        stream.packets(10s, [](int) { return 20ms; });
        stream.sent += 5s;
        stream.stamp += 250 * kTicks;
        stream.packet(700ms);
        const auto placed = stream.packets(10s, [](int) { return 20ms; });
        QCOMPARE(placed.back(), MediaTime(20ms));
    }

    void stampsThatBeginAnew_areNoLateness()
    {
        Stream stream;
        stream.packets(10s, [](int) { return 20ms; });
        stream.stamp -= 3600U * kRate;
        QCOMPARE(stream.packets(1s, [](int) { return 20ms; }).back(), MediaTime(20ms));
        stream.stamp += 3600U * kRate;
        QCOMPARE(stream.packets(1s, [](int) { return 20ms; }).back(), MediaTime(20ms));
    }

    void moment_isNeverAfterTheArrival_andWrappingStampsGoOn()
    {
        std::mt19937 random(3);
        std::uniform_int_distribution<int> milliseconds(0, 400);
        Stream stream;
        // 4 294 967 296 ticks are over a day; here the timestamp wraps within the first two hours.
        for (int i = 0; i < 400'000; ++i) {
            const MediaTime at = stream.sent;
            const MediaTime delay = std::chrono::milliseconds(milliseconds(random));
            const MediaTime placed = stream.packet(delay) - at;
            QVERIFY(placed <= delay);
            QVERIFY(i < 1000 || placed < 30ms);
        }
    }
};

QTEST_GUILESS_MAIN(TestArrivalClock)
#include "test_arrival_clock.moc"
