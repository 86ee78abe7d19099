#include "app/media/mix/audio_mixer.h"
#include "app/media/sound/opus_codec.h"
#include "tests/media/tones.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

constexpr int kBlock = 960;
constexpr int kSpan = 1600;
const TrackId kTrack{{u"a"_s}, TrackKind::Microphone};

std::span<const float> part(const std::vector<float> &stereo, int64_t first, int64_t frames)
{
    return std::span(stereo).subspan(static_cast<size_t>(2 * first),
                                     static_cast<size_t>(2 * frames));
}

double powerOf(std::span<const float> samples)
{
    double power = 0;
    for (const float sample : samples) {
        power += static_cast<double>(sample) * static_cast<double>(sample);
    }
    return power;
}

/// A voice-like signal: a buzz with formants whose pitch and loudness change.
std::vector<float> voice(int frames)
{
    std::vector<float> mono(static_cast<size_t>(frames));
    double phase = 0;
    for (size_t i = 0; i < mono.size(); ++i) {
        const double t = static_cast<double>(i) / 48000;
        phase += (140 + 25 * std::sin(2 * std::numbers::pi * 0.7 * t)) / 48000;
        const double loud = 0.6 + 0.4 * std::sin(2 * std::numbers::pi * 3.1 * t);
        double sample = 0;
        for (int harmonic = 1; harmonic <= 20; ++harmonic) {
            const double hertz = 140.0 * harmonic;
            const double formants = std::exp(-std::pow((hertz - 600) / 350, 2)) +
                                    0.6 * std::exp(-std::pow((hertz - 1700) / 400, 2));
            sample += (0.1 + formants) * std::sin(2 * std::numbers::pi * phase * harmonic);
        }
        mono[i] = static_cast<float>(0.12 * loud * sample);
    }
    return mono;
}

std::vector<EncodedFrame> encoded(const std::vector<float> &mono)
{
    std::vector<EncodedFrame> packets;
    auto encoder = OpusTrackEncoder::create(1, OpusTrackEncoder::Content::Voice);
    if (encoder) {
        static_cast<void>(encoder->encode(
            {1, mono, {}}, [&](EncodedFrame packet) { packets.push_back(std::move(packet)); }));
    }
    return packets;
}

enum class Told { Yes, No };

/// The decoded audio, at its place in time, when the packets of `lost` are missing; `told` says
/// whether the decoder is told about the loss.
std::vector<float> received(const std::vector<EncodedFrame> &packets, const std::vector<bool> &lost,
                            Told told)
{
    std::vector<float> stereo(2 * kBlock * packets.size(), 0.0F);
    auto decoder = OpusTrackDecoder::create();
    for (size_t i = 0; decoder && i < packets.size(); ++i) {
        if (lost[i]) {
            decoder->packetsLost(told == Told::Yes ? 1 : 0);
            continue;
        }
        static_cast<void>(decoder->decode(packets[i], [&](const AudioBlock &block) {
            const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(
                block.time + std::chrono::milliseconds(1));
            const auto first = static_cast<ptrdiff_t>(at.count() / 20 * 2 * kBlock);
            std::ranges::copy(block.samples, stereo.begin() + first);
        }));
    }
    return stereo;
}

std::vector<bool> randomLoss(size_t count, double share)
{
    std::mt19937 random(5);
    std::bernoulli_distribution lose(share);
    std::vector<bool> lost(count);
    for (size_t i = 10; i + 1 < count; ++i) {
        lost[i] = lose(random);
    }
    return lost;
}

/// Signal-to-noise ratio, in dB, of the lost packets against the original.
double lostSpots(const std::vector<float> &whole, const std::vector<float> &got,
                 const std::vector<bool> &lost)
{
    double signal = 0;
    double noise = 0;
    for (size_t i = 0; i < lost.size(); ++i) {
        for (size_t at = 2 * kBlock * i; lost[i] && at < 2 * kBlock * (i + 1); ++at) {
            const auto wanted = static_cast<double>(whole[at]);
            signal += wanted * wanted;
            noise += std::pow(wanted - static_cast<double>(got[at]), 2);
        }
    }
    return 10 * std::log10(signal / noise);
}

/// Records a source through the mixer; `feed(mixer, first)` pushes the 20 ms from frame `first`.
template <class Feed>
std::vector<float> record(int64_t frames, Feed feed)
{
    AudioMixer mixer;
    std::vector<float> mixed;
    int64_t fed = 0;
    for (int64_t at = 0; at < frames; at += kSpan) {
        for (; fed < at + kSpan + 19200; fed += kBlock) {
            feed(mixer, fed);
        }
        const auto next = mixer.mix(timeOfFrame(at), kSpan);
        mixed.insert(mixed.end(), next.begin(), next.end());
    }
    return mixed;
}

} // namespace

class TestAudioLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lostPackets_areRestored_byForwardErrorCorrection()
    {
        const auto packets = encoded(voice(20 * 48000));
        QCOMPARE(packets.size(), size_t{1000});
        auto lost = randomLoss(packets.size(), 0.05);
        for (size_t i = 1; i < lost.size(); ++i) {
            lost[i] = lost[i] && !lost[i - 1]; // one at a time
        }
        const auto whole = received(packets, std::vector<bool>(packets.size()), Told::Yes);
        const double concealed = lostSpots(whole, received(packets, lost, Told::Yes), lost);
        const double silent = lostSpots(whole, received(packets, lost, Told::No), lost);
        qInfo("%d of 1000 packets lost: %.1f dB signal to noise where they were (silence: %.1f dB)",
              static_cast<int>(std::ranges::count(lost, true)), concealed, silent);
        QVERIFY(std::abs(silent) < 0.01);
        QVERIFY2(concealed > 6, qPrintable(QString::number(concealed)));
    }

    void twoPacketsInARow_areConcealed_withSound()
    {
        const auto packets = encoded(voice(10 * 48000));
        std::vector<bool> lost(packets.size());
        for (size_t i = 20; i + 2 < lost.size(); i += 25) {
            lost[i] = true;
            lost[i + 1] = true;
        }
        const auto whole = received(packets, std::vector<bool>(packets.size()), Told::Yes);
        const auto got = received(packets, lost, Told::Yes);
        double guessed = 0;
        double wanted = 0;
        for (size_t i = 20; i + 2 < lost.size(); i += 25) {
            guessed += powerOf(part(got, static_cast<int64_t>(i) * kBlock, kBlock));
            wanted += powerOf(part(whole, static_cast<int64_t>(i) * kBlock, kBlock));
        }
        const double level = 10 * std::log10(guessed / wanted);
        qInfo("the first of two lost packets is guessed %.1f dB below the sound", -level);
        QVERIFY2(level > -6 && level < 3, qPrintable(QString::number(level)));
        QVERIFY(largestJump(got) < 1.5F * largestJump(whole));
    }

    void longHole_endsWithWhatIsKnown_notWithAGuess()
    {
        const auto packets = encoded(voice(3 * 48000));
        auto decoder = OpusTrackDecoder::create();
        QVERIFY(decoder);
        std::vector<AudioBlock> blocks;
        const auto keep = [&](AudioBlock block) { blocks.push_back(std::move(block)); };
        for (size_t i = 0; i < 50; ++i) {
            QVERIFY(decoder->decode(packets[i], keep));
        }
        blocks.clear();
        decoder->packetsLost(50);
        QVERIFY(decoder->decode(packets[100], keep));
        QCOMPARE(blocks.back().time, packets[100].time);
        // In the middle and just before the last lost packet nothing is concealed.
        for (const auto &block : blocks) {
            const bool early = block.time < packets[55].time;
            QVERIFY2(early || block.time >= packets[99].time, "a guess in the middle of the hole");
        }
        // The concealment continues from where the audio ended.
        QCOMPARE(blocks.front().time, packets[50].time);
    }

    void speakerWhoIsAway_leavesNoClickAndNoShift_data()
    {
        QTest::addColumn<int>("awayMilliseconds");
        QTest::newRow("a few packets") << 60;
        QTest::newRow("half a second") << 500;
        QTest::newRow("three seconds") << 3000;
        QTest::newRow("a minute") << 60000;
    }

    void speakerWhoIsAway_leavesNoClickAndNoShift()
    {
        QFETCH(int, awayMilliseconds);
        constexpr double kHertz = 500;
        constexpr int64_t kFrom = 2 * 48000;
        const int64_t to = kFrom + int64_t{48} * awayMilliseconds;
        const auto mixed = record(to + 4 * 48000, [&](AudioMixer &mixer, int64_t first) {
            if (first < kFrom || first >= to) {
                mixer.push(kTrack, toneBlock(kHertz, first, kBlock));
            }
        });
        // 5 ms after the speaker is back, every sample is in its place again.
        const int64_t back = (to + kBlock - 1) / kBlock * kBlock + 240;
        const auto expected = tone(kHertz, back, 3 * 48000);
        const auto got = part(mixed, back, 3 * 48000);
        for (size_t i = 0; i < expected.size(); ++i) {
            QVERIFY2(std::abs(got[i] - expected[i]) < 1e-4F, "shifted after the gap");
        }
        if (awayMilliseconds > 100) {
            QCOMPARE(largest(part(mixed, kFrom + kBlock, 960)), 0.0F);
        }
        // The slope of a faded tone is at most that of the tone plus that of the fade.
        const float steepest =
            0.5F * static_cast<float>(2 * std::numbers::pi * kHertz / 48000) + 0.5F / 240;
        QVERIFY2(largestJump(mixed) <= steepest, qPrintable(QString::number(largestJump(mixed))));
    }

    void packetThatNobodyMissed_costsNoLastingShift()
    {
        // 20 ms are missing without a loss report: only the timestamps show it.
        constexpr int64_t kHole = 3 * 48000;
        const auto mixed = record(10 * 48000, [&](AudioMixer &mixer, int64_t first) {
            if (first != kHole) {
                mixer.push(kTrack, toneBlock(500, first, kBlock));
            }
        });
        const float steepest =
            0.5F * static_cast<float>(2 * std::numbers::pi * 500 / 48000) + 0.5F / 240;
        QVERIFY2(largestJump(mixed) <= steepest, "a click");
        // Five seconds later the audio is back in place, to within 5 ms: count the periods.
        int turns = 0;
        for (size_t i = 2 * 48000 + 2; i < 2 * 9 * 48000; i += 2) {
            turns += mixed[i - 2] < 0 && mixed[i] >= 0 ? 1 : 0;
        }
        // Ten periods are 20 ms. The gap was stretched over, so all periods except those are there.
        QVERIFY2(std::abs(turns - (8 * 500 - 10)) <= 3, qPrintable(QString::number(turns)));
    }
};

QTEST_APPLESS_MAIN(TestAudioLoss)
#include "test_audio_loss.moc"
