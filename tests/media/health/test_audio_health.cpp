#include "app/media/health/audio_health.h"
#include "app/media/sound/opus_codec.h"
#include "tests/media/tones.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const TrackId kAnna{{u"anna"_s}, TrackKind::Microphone};
const TrackId kBert{{u"bert"_s}, TrackKind::Microphone};
constexpr int kBlock = 960;
constexpr milliseconds kBlockLength{20};

using Sound = std::function<std::vector<float>(int64_t first)>;

std::vector<float> silence(int64_t)
{
    return std::vector<float>(2 * kBlock, 0.0F);
}

/// A sine amplified by `gain` and clipped at full scale.
Sound overdriven(float gain)
{
    return [gain](int64_t first) {
        auto stereo = tone(220, first, kBlock, gain);
        for (auto &sample : stereo) {
            sample = std::clamp(sample, -1.0F, 1.0F);
        }
        return stereo;
    };
}

/// The noise of a good microphone in a quiet room.
Sound roomNoise(float decibel)
{
    const auto random = std::make_shared<std::mt19937>(3);
    return [random, amplitude = std::pow(10.0F, decibel / 20)](int64_t) {
        std::normal_distribution<float> noise(0, amplitude);
        std::vector<float> stereo(2 * kBlock);
        std::ranges::generate(stereo, [&] { return noise(*random); });
        return stereo;
    };
}

class Listener
{
public:
    AudioHealth health;
    MediaTime now = seconds(400'000);

    void listen(milliseconds length, const TrackId &track, const Sound &sound)
    {
        for (const auto end = now + length; now < end; now += kBlockLength) {
            const AudioBlock block{2, sound(m_frame), now + milliseconds(300)};
            m_frame += kBlock;
            health.heard(track, block);
            health.mixed(now, block.samples);
        }
    }
    void wait(milliseconds length)
    {
        for (const auto end = now + length; now < end; now += kBlockLength) {
            health.mixed(now, silence(0));
        }
    }
    [[nodiscard]] bool has(const TrackId &track, TrackTrouble trouble) const
    {
        const auto troubles = health.troubles(now);
        return std::ranges::find(troubles, TrackHealth{track, trouble}) != troubles.end();
    }

private:
    int64_t m_frame = 0;
};

Sound voice(float amplitude = 0.3F)
{
    return [amplitude](int64_t first) { return tone(220, first, kBlock, amplitude); };
}

/// False when a codec fails.
bool listenThroughOpus(Listener &listener, int blocks, const Sound &sound)
{
    auto encoder = OpusTrackEncoder::create(2, OpusTrackEncoder::Content::Voice);
    auto decoder = OpusTrackDecoder::create();
    bool good = encoder && decoder;
    for (int i = 0; good && i < blocks; ++i) {
        const auto hear = [&](const AudioBlock &decoded) { listener.health.heard(kAnna, decoded); };
        const auto decode = [&](const EncodedFrame &packet) {
            good = good && decoder->decode(packet, hear);
        };
        const AudioBlock block{2, sound(i * kBlock), listener.now};
        good = encoder->encode(block, decode) && good;
        listener.now += kBlockLength;
    }
    return good;
}

} // namespace

class TestAudioHealth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobody_isReported_whenNobodyIsUnmuted()
    {
        Listener listener;
        listener.wait(seconds(100));
        QVERIFY(listener.health.troubles(listener.now).empty());
        QCOMPARE(listener.health.soundless(listener.now), seconds(0));
    }

    void unmutedTrackWithoutPackets_isReportedAfterTenSeconds()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.wait(milliseconds(9900));
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
        listener.wait(milliseconds(200));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
        listener.listen(milliseconds(100), kAnna, voice());
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
    }

    void digitalSilence_isReportedAfterTenSeconds()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(milliseconds(9900), kAnna, silence);
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
        listener.listen(milliseconds(200), kAnna, silence);
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
    }

    void quietPersonInAQuietRoom_isNotReported()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(120), kAnna, roomNoise(-85));
        QVERIFY(listener.health.troubles(listener.now).empty());
    }

    void noiseSuppressionBetweenWords_isNotReported_untilAMinute()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(2), kAnna, voice());
        listener.listen(seconds(55), kAnna, silence);
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
        listener.listen(seconds(6), kAnna, silence);
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
    }

    void packetsThatStop_areReported_afterSoundWasHeard()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(20), kAnna, voice());
        listener.wait(seconds(11));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
    }

    void mutedTrack_isNotReported_andStartsAnewWhenUnmuted()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna, kBert}, listener.now);
        listener.wait(seconds(11));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
        listener.health.setUnmuted({kBert}, listener.now);
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
        QVERIFY(listener.has(kBert, TrackTrouble::NoSound));
        listener.health.setUnmuted({kAnna, kBert}, listener.now);
        QVERIFY(!listener.has(kAnna, TrackTrouble::NoSound));
        listener.wait(seconds(11));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
    }

    void soundOfASharedScreen_mayBeSilent()
    {
        Listener listener;
        listener.health.setUnmuted({{kAnna.participant, TrackKind::ScreenAudio}}, listener.now);
        listener.wait(seconds(100));
        QVERIFY(listener.health.troubles(listener.now).empty());
        QCOMPARE(listener.health.soundless(listener.now), seconds(0));
    }

    void clipping_isReported_andForgottenLater()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(1), kAnna, overdriven(2));
        QCOMPARE(listener.health.troubles(listener.now),
                 (std::vector<TrackHealth>{{kAnna, TrackTrouble::Clipping}}));
        listener.listen(seconds(6), kAnna, voice());
        QVERIFY(listener.health.troubles(listener.now).empty());
    }

    void clipping_isReported_inEitherChannel()
    {
        for (const size_t quiet : {0U, 1U}) {
            Listener listener;
            listener.health.setUnmuted({kAnna}, listener.now);
            const auto loud = overdriven(2);
            listener.listen(seconds(1), kAnna, [&loud, quiet](int64_t first) {
                auto stereo = loud(first);
                for (size_t i = quiet; i < stereo.size(); i += 2) {
                    stereo[i] *= 0.2F;
                }
                return stereo;
            });
            QVERIFY(listener.has(kAnna, TrackTrouble::Clipping));
        }
    }

    void clipping_isReported_whenTheWaveWentThroughOpus()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        QVERIFY(listenThroughOpus(listener, 100, overdriven(3)));
        QVERIFY(listener.has(kAnna, TrackTrouble::Clipping));
    }

    void digitalSilence_isReported_whenItWentThroughOpus()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        QVERIFY(listenThroughOpus(listener, 510, silence));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
    }

    void loudVoice_isNotReported()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(10), kAnna, voice(0.97F));
        QVERIFY(listener.health.troubles(listener.now).empty());
    }

    void singleClap_isNotReported()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        for (int i = 0; i < 10; ++i) {
            listener.listen(milliseconds(20), kAnna, [](int64_t) {
                auto stereo = silence(0);
                std::fill_n(stereo.begin() + 200, 40, 1.0F);
                return stereo;
            });
            listener.listen(seconds(2), kAnna, voice());
        }
        QVERIFY(listener.health.troubles(listener.now).empty());
    }

    void soundlessSeconds_areCounted_whileSomebodyIsUnmuted()
    {
        Listener listener;
        listener.wait(seconds(30));
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.wait(seconds(61));
        QCOMPARE(listener.health.soundless(listener.now), seconds(61));
        // Another participant does not restart the count; sound does.
        listener.health.setUnmuted({kAnna, kBert}, listener.now);
        QCOMPARE(listener.health.soundless(listener.now), seconds(61));
        listener.listen(milliseconds(40), kBert, voice());
        QCOMPARE(listener.health.soundless(listener.now), seconds(0));
        listener.wait(seconds(5));
        QCOMPARE(listener.health.soundless(listener.now), seconds(5));
        listener.health.setUnmuted({}, listener.now);
        QCOMPARE(listener.health.soundless(listener.now), seconds(0));
    }

    void longPause_isNotSilence()
    {
        Listener listener;
        listener.health.setUnmuted({kAnna}, listener.now);
        listener.listen(seconds(2), kAnna, voice());
        listener.now += seconds(90);
        listener.health.restart(listener.now);
        // Bert was unmuted during the pause.
        listener.health.setUnmuted({kAnna, kBert}, listener.now - seconds(80));
        QVERIFY(listener.health.troubles(listener.now).empty());
        QCOMPARE(listener.health.soundless(listener.now), seconds(0));
        listener.wait(milliseconds(9900));
        QVERIFY(listener.health.troubles(listener.now).empty());
        QCOMPARE(listener.health.soundless(listener.now), seconds(9));
        listener.wait(seconds(1));
        QVERIFY(listener.has(kAnna, TrackTrouble::NoSound));
        QVERIFY(listener.has(kBert, TrackTrouble::NoSound));
    }
};

QTEST_APPLESS_MAIN(TestAudioHealth)
#include "test_audio_health.moc"
