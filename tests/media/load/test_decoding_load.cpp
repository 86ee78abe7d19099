#include "app/media/decode/stage_media.h"
#include "app/media/load/recorder_cpu.h"
#include "app/media/simulate/simulated_source.h"
#include "tests/media/virtual_clock.h"

#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

const TrackId kCamera{{u"a"_s}, TrackKind::Camera};
constexpr auto kBusy = 30ms;

/// Blocks each decoded picture until it is opened, like a computer that is too slow.
class Gate final : public StageTap
{
public:
    void onPicture(const TrackId &, const Picture &) override
    {
        std::unique_lock lock(m_mutex);
        ++m_came;
        m_opened.wait(lock, [this] { return m_open; });
    }
    void onAudio(const TrackId &, const AudioBlock &) override {}
    void onEnd(const TrackId &) override {}
    void onLoss(const TrackId &, int64_t) override {}

    void open()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_open = true;
        }
        m_opened.notify_all();
    }
    [[nodiscard]] int came() const
    {
        const std::lock_guard lock(m_mutex);
        return m_came;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_open = false;
    int m_came = 0;
};

/// Burns CPU time for each picture.
class Calculator final : public StageTap
{
public:
    void onPicture(const TrackId &, const Picture &) override
    {
        const auto end = threadCpuTime() + kBusy;
        while (threadCpuTime() < end) {
        }
    }
    void onAudio(const TrackId &, const AudioBlock &) override {}
    void onEnd(const TrackId &) override {}
    void onLoss(const TrackId &, int64_t) override {}
};

EncodedLoop loop()
{
    SimulatedSource::Options options;
    options.number = 1;
    options.size = QSize(160, 90);
    options.seconds = 1;
    return SimulatedSource::generate(options).value_or(EncodedLoop());
}

} // namespace

class TestDecodingLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictures_waitAndAreLeftOut_whenATrackDoesNotKeepUp()
    {
        const VirtualClock clock;
        StageMedia media(clock);
        auto gate = std::make_shared<Gate>();
        media.setTap(gate);
        auto &load = media.decodingLoad();
        const auto frames = loop().video;
        QVERIFY(!frames.empty());

        media.encodedFrame(kCamera, frames.front());
        QTRY_COMPARE(gate->came(), 1);
        QCOMPARE(load.takeWait(), 0ns);
        // The thread is blocked: the next frame that arrives reveals it.
        clock.spend(400ms);
        media.encodedFrame(kCamera, frames[1]);
        QCOMPARE(load.takeWait(), 400ms);
        QCOMPARE(load.skippedPictures(), 0);
        clock.spend(2s);
        for (size_t i = 2; i < 100; ++i) { // the queue holds 60
            media.encodedFrame(kCamera, frames[i % frames.size()]);
        }
        QCOMPARE(load.skippedPictures(), 100 - 61);
        QCOMPARE(load.takeWait(), 2400ms);

        gate->open();
        QTRY_COMPARE(gate->came(), 61);
        // The first of the queued frames arrived 400 ms after the one before it.
        MediaTime wait{};
        QTRY_VERIFY((wait = std::max(wait, load.takeWait())) == 2400ms);
        media.setTap({});
    }

    void scaling_isCounted_onTheTracksThreads()
    {
        if (threadCpuTime() == MediaTime::zero()) {
            QSKIP("this system does not tell");
        }
        const SystemClock clock;
        StageMedia media(clock);
        auto &load = media.decodingLoad();
        const auto frames = loop().video;
        media.setTap(std::make_shared<Calculator>());
        constexpr int kPictures = 10;
        for (int i = 0; i < kPictures; ++i) {
            media.encodedFrame(kCamera, frames[static_cast<size_t>(i)]);
        }
        QTRY_VERIFY(load.scaling() >= kPictures * kBusy);
        // Decoding is the meeting's cost and not counted here.
        QVERIFY(load.scaling() < 2 * kPictures * kBusy);
        media.setTap({});
    }
};

QTEST_GUILESS_MAIN(TestDecodingLoad)
#include "test_decoding_load.moc"
