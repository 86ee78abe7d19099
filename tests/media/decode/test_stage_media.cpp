#include "app/media/decode/stage_media.h"
#include "app/media/simulate/simulated_source.h"
#include "app/media/sound/opus_codec.h"
#include "tests/fake_clock.h"
#include "tests/media/tones.h"

#include <QTest>

#include <atomic>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const ParticipantId kAnna{u"anna"_s};
const ParticipantId kBert{u"bert"_s};
const TrackId kCamera{kAnna, TrackKind::Camera};
const TrackId kMicrophone{kAnna, TrackKind::Microphone};

EncodedLoop loopOf(int number, QSize size = QSize(320, 180))
{
    SimulatedSource::Options options;
    options.number = number;
    options.size = size;
    options.seconds = 1;
    return SimulatedSource::generate(options).value_or(EncodedLoop());
}

StageScene sceneWith(bool camera)
{
    StageScene scene;
    scene.people.push_back({kAnna, camera, TileFit::Fill});
    return scene;
}

class CountingTap final : public StageTap
{
public:
    std::atomic<int> pictures = 0;
    std::atomic<int> blocks = 0;
    std::atomic<int> ends = 0;
    /// Number of blocks when the last track ended.
    std::atomic<int> blocksAtEnd = 0;

    void onPicture(const TrackId &, const Picture &) override { ++pictures; }
    void onAudio(const TrackId &, const AudioBlock &) override { ++blocks; }
    void onLoss(const TrackId &, int64_t) override {}
    void onEnd(const TrackId &) override
    {
        blocksAtEnd = blocks.load();
        ++ends;
    }
};

/// Audio for the loudspeaker, in blocks of 10 ms.
std::vector<float> pull(StageMedia &media, int frames)
{
    std::vector<float> stereo(static_cast<size_t>(2 * frames));
    for (size_t at = 0; at < stereo.size(); at += 960) {
        media.pullAudio(std::span(stereo).subspan(at, 960));
    }
    return stereo;
}

} // namespace

class TestStageMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_loop = loopOf(1);
        QVERIFY(!m_loop.video.empty());
    }

    void newestPicture_isShown_whenFramesCome()
    {
        FakeClock clock;
        StageMedia media(clock);
        QVERIFY(media.latestPicture(kCamera).isNull());
        for (const auto &frame : m_loop.video) {
            media.encodedFrame(kCamera, frame);
        }
        QTRY_COMPARE(media.latestPicture(kCamera).time, m_loop.video.back().time);
        QCOMPARE(media.latestPicture(kCamera).size(), QSize(320, 180));
    }

    void pictureSize_followsTheStream_whenItChanges()
    {
        FakeClock clock;
        StageMedia media(clock);
        media.encodedFrame(kCamera, m_loop.video.front());
        QTRY_COMPARE(media.latestPicture(kCamera).size(), QSize(320, 180));
        media.encodedFrame(kCamera, loopOf(1, QSize(640, 360)).video.front());
        QTRY_COMPARE(media.latestPicture(kCamera).size(), QSize(640, 360));
    }

    void picture_isTurned_asItsSenderSays()
    {
        FakeClock clock;
        StageMedia media(clock);
        EncodedFrame frame = m_loop.video.front();
        frame.turns = 1;
        media.encodedFrame(kCamera, frame);
        QTRY_COMPARE(media.latestPicture(kCamera).size(), QSize(180, 320));
        QCOMPARE(media.latestPicture(kCamera).time, frame.time);
        frame.turns = 2;
        media.encodedFrame(kCamera, frame);
        QTRY_COMPARE(media.latestPicture(kCamera).size(), QSize(320, 180));
    }

    void keyFrame_isAskedFor_whenTheStreamBeginsWithoutOne()
    {
        FakeClock clock;
        std::atomic<int> asked = 0;
        StageMedia media(clock, [&](const TrackId &track) { asked += track == kCamera ? 1 : 100; });
        for (size_t i = 1; i < 10; ++i) {
            media.encodedFrame(kCamera, m_loop.video[i]);
        }
        QTRY_COMPARE(asked.load(), 1);
        // At most twice per second.
        clock.advance(milliseconds(510));
        media.encodedFrame(kCamera, m_loop.video[10]);
        media.encodedFrame(kCamera, m_loop.video[11]);
        QTRY_COMPARE(asked.load(), 2);
        media.encodedFrame(kCamera, m_loop.video[0]);
        QTRY_VERIFY(!media.latestPicture(kCamera).isNull());
        QCOMPARE(asked.load(), 2);
    }

    void damagedFrame_isSkipped_andAKeyFrameAskedFor()
    {
        FakeClock clock;
        std::atomic<int> asked = 0;
        StageMedia media(clock, [&](const TrackId &) { ++asked; });
        media.encodedFrame(kCamera, m_loop.video[0]);
        auto damaged = m_loop.video[1];
        damaged.data.truncate(2);
        media.encodedFrame(kCamera, damaged);
        media.encodedFrame(kCamera, m_loop.video[2]);
        QTRY_COMPARE(asked.load(), 1);
        QCOMPARE(media.latestPicture(kCamera).time, m_loop.video[0].time);
        auto again = m_loop.video[0];
        again.time = milliseconds(900);
        media.encodedFrame(kCamera, again);
        QTRY_COMPARE(media.latestPicture(kCamera).time, again.time);
    }

    void lastPicture_staysThreeSeconds_whenTheTrackEnds()
    {
        FakeClock clock;
        StageMedia media(clock);
        media.encodedFrame(kCamera, m_loop.video[0]);
        QTRY_VERIFY(!media.latestPicture(kCamera).isNull());
        media.encodedTrackEnded(kCamera);
        clock.advance(milliseconds(2900));
        QVERIFY(!media.latestPicture(kCamera).isNull());
        clock.advance(milliseconds(200));
        QVERIFY(media.latestPicture(kCamera).isNull());
        // The track comes back.
        media.encodedFrame(kCamera, m_loop.video[0]);
        QTRY_VERIFY(!media.latestPicture(kCamera).isNull());
    }

    void picture_isGoneAtOnce_whenTheCameraIsSwitchedOff()
    {
        FakeClock clock;
        StageMedia media(clock);
        media.setScene(sceneWith(true));
        media.encodedFrame(kCamera, m_loop.video[0]);
        QTRY_VERIFY(!media.latestPicture(kCamera).isNull());
        media.setScene(sceneWith(false));
        QVERIFY(media.latestPicture(kCamera).isNull());
        media.setScene(sceneWith(true));
        QVERIFY(media.latestPicture(kCamera).isNull());
    }

    void picture_isForgotten_whenThePersonLeaves()
    {
        FakeClock clock;
        StageMedia media(clock);
        media.setScene(sceneWith(true));
        media.encodedFrame(kCamera, m_loop.video[0]);
        QTRY_VERIFY(!media.latestPicture(kCamera).isNull());
        media.setScene({});
        QVERIFY(media.latestPicture(kCamera).isNull());
    }

    void everybodyElse_isHeard_notTheLocalMicrophone()
    {
        FakeClock clock;
        StageMedia media(clock);
        const auto tap = std::make_shared<CountingTap>();
        media.setTap(tap);
        media.setLocalParticipant(kBert);
        std::vector<float> heard;
        for (int i = 0; i < 50; ++i) {
            media.encodedFrame(kMicrophone, m_loop.audio[static_cast<size_t>(i)]);
            media.audio({kBert, TrackKind::Microphone}, toneBlock(2000, i * 960, 960));
            QTRY_COMPARE(tap->blocks.load(), 2 * (i + 1));
            const auto now = pull(media, 960);
            heard.insert(heard.end(), now.begin(), now.end());
        }
        QVERIFY(media.audioLevel(kMicrophone) > 0.15F);
        QVERIFY(amplitudeOf(heard, simulatedToneHz(1)) > 0.1);
        QVERIFY(amplitudeOf(heard, 2000) < 0.01);
        QVERIFY(media.audioLevel({kBert, TrackKind::Microphone}) > 0.4F);
    }

    void tap_getsEverything_whileItIsSet()
    {
        FakeClock clock;
        StageMedia media(clock);
        const auto tap = std::make_shared<CountingTap>();
        media.setTap(tap);
        for (const auto &frame : m_loop.video) {
            media.encodedFrame(kCamera, frame);
        }
        QTRY_COMPARE(tap->pictures.load(), static_cast<int>(m_loop.video.size()));
        media.encodedTrackEnded(kCamera);
        QCOMPARE(tap->ends.load(), 1);
        media.setTap({});
        media.audio(kMicrophone, toneBlock(440, 0, 960));
        QCOMPARE(tap->blocks.load(), 0);
    }

    void level_falls_whenNothingComes()
    {
        FakeClock clock;
        StageMedia media(clock);
        media.audio(kMicrophone, toneBlock(440, 0, 960));
        QVERIFY(std::abs(media.audioLevel(kMicrophone) - 0.5F) < 0.05F);
        clock.advance(milliseconds(300));
        QCOMPARE(media.audioLevel(kMicrophone), 0.0F);
    }

    void loudspeaker_hearsNoClick_whenASourceStopsAndStarts()
    {
        FakeClock clock;
        StageMedia media(clock);
        const AudioBlock loud{2, std::vector<float>(2 * 960, 0.8F), {}};
        std::vector<float> heard;
        const auto play = [&](int blocks) {
            for (int i = 0; i < blocks; ++i) {
                media.audio(kMicrophone, loud);
                const auto now = pull(media, 960);
                heard.insert(heard.end(), now.begin(), now.end());
            }
        };
        play(50);
        QVERIFY(largest(heard) > 0.7F);
        const auto dry = pull(media, 48000);
        heard.insert(heard.end(), dry.begin(), dry.end());
        QCOMPARE(largest(std::span(dry).last(2 * 20000)), 0.0F);
        play(50);
        // Far too much at once: playback catches up.
        for (int i = 0; i < 30; ++i) {
            media.audio(kMicrophone, loud);
        }
        play(50);
        QVERIFY2(largestJump(heard) < 0.01F, "a click");
    }

    void nothingIsKept_whenNobodyListens()
    {
        FakeClock clock;
        StageMedia media(clock);
        for (int i = 0; i < 40; ++i) {
            media.audio(kMicrophone, toneBlock(440, i * 960, 960));
        }
        QCOMPARE(largest(pull(media, 48000)), 0.0F);
        media.audio(kMicrophone, toneBlock(440, 0, 9600));
        QVERIFY(largest(pull(media, 4800)) > 0.1F);
        // The loudspeaker stopped pulling.
        clock.advance(seconds(5));
        for (int i = 0; i < 40; ++i) {
            media.audio(kMicrophone, toneBlock(440, i * 960, 960));
        }
        QCOMPARE(largest(pull(media, 48000)), 0.0F);
    }

    void endOfAMicrophone_comesAfterAllItsSound()
    {
        FakeClock clock;
        StageMedia media(clock);
        const auto tap = std::make_shared<CountingTap>();
        media.setTap(tap);
        for (const auto &packet : m_loop.audio) {
            media.encodedFrame(kMicrophone, packet);
        }
        media.encodedTrackEnded(kMicrophone);
        QTRY_COMPARE(tap->ends.load(), 1);
        QCOMPARE(tap->blocksAtEnd.load(), static_cast<int>(m_loop.audio.size()));
        QCOMPARE(media.audioLevel(kMicrophone), 0.0F);
    }

    void lostPackets_areConcealed()
    {
        auto decoder = OpusTrackDecoder::create();
        QVERIFY(decoder);
        std::vector<AudioBlock> blocks;
        const auto keep = [&](AudioBlock block) { blocks.push_back(std::move(block)); };
        for (size_t i = 0; i < m_loop.audio.size(); ++i) {
            if (i == 20 || i == 21) {
                decoder->packetsLost(1);
                continue;
            }
            QVERIFY(decoder->decode(m_loop.audio[i], keep));
        }
        QCOMPARE(blocks.size(), m_loop.audio.size());
        for (size_t i = 0; i < blocks.size(); ++i) {
            QCOMPARE(blocks[i].time, m_loop.audio[i].time);
            // libopus fades out while it conceals.
            const float least = i >= 20 && i <= 22 ? 0.01F : 0.1F;
            QVERIFY(i < 2 || largest(blocks[i].samples) > least);
        }
    }

    void longHole_staysSilent()
    {
        auto decoder = OpusTrackDecoder::create();
        std::vector<AudioBlock> blocks;
        const auto keep = [&](AudioBlock block) { blocks.push_back(std::move(block)); };
        QVERIFY(decoder->decode(m_loop.audio[0], keep));
        decoder->packetsLost(40);
        QVERIFY(decoder->decode(m_loop.audio[41], keep));
        QCOMPARE(blocks.size(), size_t{1 + 5 + 1});
    }

    void garbage_isRefused()
    {
        auto decoder = OpusTrackDecoder::create();
        EncodedFrame packet = m_loop.audio[0];
        packet.data = QByteArray();
        QVERIFY(!decoder->decode(packet, [](const AudioBlock &) {}));
    }

private:
    EncodedLoop m_loop;
};

QTEST_GUILESS_MAIN(TestStageMedia)
#include "test_stage_media.moc"
