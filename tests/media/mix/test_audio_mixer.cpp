#include "app/media/mix/audio_mixer.h"
#include "tests/media/tones.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

constexpr int kBlock = 960;
constexpr int kSpan = 1600;
/// A machine that has been up for some days.
constexpr int64_t kStart = 400'000LL * 48000;

TrackId microphone(int number)
{
    return {{u"p%1"_s.arg(number)}, TrackKind::Microphone};
}

/// Feeds blocks 0.4 s ahead of the mix, as the recorder does.
class Recorder
{
public:
    /// `feed(mixer, first)` pushes whatever there is of the 20 ms from frame `first`, counted from
    /// the start.
    template <class Feed>
    static std::vector<float> record(int frames, Feed feed)
    {
        AudioMixer mixer;
        std::vector<float> result;
        int64_t fed = 0;
        for (int64_t at = 0; at < frames; at += kSpan) {
            for (; fed < at + kSpan + 19200; fed += kBlock) {
                feed(mixer, fed);
            }
            const auto mixed = mixer.mix(timeOfFrame(kStart + at), kSpan);
            result.insert(result.end(), mixed.begin(), mixed.end());
        }
        return result;
    }
};

std::span<const float> part(const std::vector<float> &stereo, int64_t first, int64_t frames)
{
    return std::span(stereo).subspan(static_cast<size_t>(2 * first),
                                     static_cast<size_t>(2 * frames));
}

} // namespace

class TestAudioMixer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mix_isSilent_withoutSources()
    {
        AudioMixer mixer;
        const auto mixed = mixer.mix(timeOfFrame(kStart), 1000);
        QCOMPARE(mixed.size(), size_t{2000});
        QCOMPARE(largest(mixed), 0.0F);
    }

    void tone_standsWhereItsStampsSay_toTheSample()
    {
        const auto mixed = Recorder::record(48000, [](AudioMixer &mixer, int64_t first) {
            mixer.push(microphone(1), toneBlock(440, kStart + first, kBlock));
        });
        const auto expected = tone(440, kStart, 48000);
        // The beginning is faded in.
        for (size_t i = 2 * 300; i < 2 * 47000; ++i) {
            QVERIFY2(std::abs(mixed[i] - expected[i]) < 1e-4F, "a sample stands elsewhere");
        }
    }

    void monoSource_isHeardOnBothSides()
    {
        const auto mixed = Recorder::record(9600, [](AudioMixer &mixer, int64_t first) {
            AudioBlock block{1, std::vector<float>(kBlock, 0.25F), timeOfFrame(kStart + first)};
            mixer.push(microphone(1), block);
        });
        QCOMPARE(mixed[2 * 4000], 0.25F);
        QCOMPARE(mixed[2 * 4000 + 1], 0.25F);
    }

    void gap_isSilence_andLeavesNoShift_whenThreeSecondsAreLost()
    {
        const int64_t from = 48000;
        const int64_t to = from + 3 * 48000;
        const auto mixed = Recorder::record(6 * 48000, [&](AudioMixer &mixer, int64_t first) {
            if (first < from || first >= to) {
                mixer.push(microphone(1), toneBlock(440, kStart + first, kBlock));
            }
        });
        QCOMPARE(largest(part(mixed, from, to - from)), 0.0F);
        const auto expected = tone(440, kStart, 6 * 48000);
        for (size_t i = static_cast<size_t>(2 * (to + 300)); i < 2 * 5 * 48000; ++i) {
            QVERIFY2(std::abs(mixed[i] - expected[i]) < 1e-4F, "shifted after the gap");
        }
    }

    void sourceThatStops_makesNoClick()
    {
        // A constant is the worst case: it is at full level when it is cut.
        const auto mixed = Recorder::record(96000, [](AudioMixer &mixer, int64_t first) {
            const bool muted = first >= 28800 && first < 57600;
            if (!muted) {
                mixer.push(microphone(1),
                           {2, std::vector<float>(2 * kBlock, 0.8F), timeOfFrame(kStart + first)});
            }
        });
        QVERIFY(largest(part(mixed, 10000, 10000)) > 0.79F);
        QCOMPARE(largest(part(mixed, 30000, 20000)), 0.0F);
        QVERIFY(largest(part(mixed, 60000, 10000)) > 0.79F);
        QVERIFY2(largestJump(mixed) < 0.01F, "a click");
    }

    void jitterOfStamps_makesNoClick_andNoShift()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<int64_t> jitter(-960, 960);
        const auto mixed = Recorder::record(10 * 48000, [&](AudioMixer &mixer, int64_t first) {
            auto block = toneBlock(440, kStart + first, kBlock);
            block.time += timeOfFrame(jitter(random));
            mixer.push(microphone(1), block);
        });
        QVERIFY2(largestJump(mixed) < 0.032F, "a click");
        // Only the first timestamp says where the audio begins; correcting it may take some
        // seconds.
        for (int64_t at = 5 * 48000; at < 9 * 48000; at += 4800) {
            QVERIFY(amplitudeOf(part(mixed, at, 4800), 440) > 0.48);
        }
    }

    void slowClock_isCorrectedWithoutClick()
    {
        // The sender's clock is 300 ppm slow: its 20 ms take 20.006 ms.
        const int seconds = 90;
        const auto mixed = Recorder::record(seconds * 48000, [&](AudioMixer &mixer, int64_t first) {
            auto block = toneBlock(440, first, kBlock);
            block.time =
                timeOfFrame(kStart) +
                MediaTime(static_cast<int64_t>(static_cast<double>(first) * 1.0003 * 1e9 / 48000));
            mixer.push(microphone(1), block);
        });
        QVERIFY2(largestJump(mixed) < 0.032F, "a click");
        QVERIFY(largest(part(mixed, (seconds - 2) * 48000, 48000)) > 0.45F);
        // At the end the timestamps are 27 ms off the plain sample count; the audio is less than 8
        // ms off the timestamps. The sample at frame `at` of the file was captured at frame at /
        // 1.0003 of the sender.
        const int64_t at = (seconds - 3) * 48000;
        const auto heard = part(mixed, at, 4800);
        double best = 1e9;
        int64_t bestShift = 0;
        for (int64_t shift = -1600; shift <= 1600; ++shift) {
            const auto sent = static_cast<int64_t>(static_cast<double>(at) / 1.0003) + shift;
            const auto expected = tone(440, sent, 100);
            double difference = 0;
            for (size_t i = 0; i < expected.size(); ++i) {
                difference += std::abs(static_cast<double>(heard[i] - expected[i]));
            }
            if (difference < best) {
                best = difference;
                bestShift = shift;
            }
        }
        // A tone repeats after 109 samples, so the shift is only known modulo that; it must at
        // least match.
        QVERIFY2(best < 8, qPrintable(u"%1 at %2"_s.arg(best).arg(bestShift)));
    }

    void sourceThatJumps_isAnchoredAnew_withoutClick()
    {
        // From one second on the timestamps are 100 ms later.
        const auto mixed = Recorder::record(3 * 48000, [](AudioMixer &mixer, int64_t first) {
            const int64_t shift = first < 48000 ? 0 : 4800;
            mixer.push(microphone(1), toneBlock(440, kStart + first + shift, kBlock));
        });
        QVERIFY2(largestJump(mixed) < 0.06F, "a click");
        const auto expected = tone(440, kStart, 3 * 48000);
        for (size_t i = 2 * 60000; i < 2 * 96000; ++i) {
            QVERIFY2(std::abs(mixed[i] - expected[i]) < 1e-4F, "not where the stamps say");
        }
    }

    void soundThatOverlaps_isCrossFaded()
    {
        // From one second on the timestamps are 100 ms earlier: audio already queued is replaced.
        const auto mixed = Recorder::record(3 * 48000, [](AudioMixer &mixer, int64_t first) {
            const int64_t shift = first < 48000 ? 0 : 4800;
            const float level = first < 48000 ? 0.5F : 0.4F;
            mixer.push(microphone(1), {2, std::vector<float>(2 * kBlock, level),
                                       timeOfFrame(kStart + first - shift)});
        });
        for (int64_t at = 4800; at < 2 * 48000; ++at) {
            const float expected = at < 48000 - 4800 ? 0.5F : at < 48000 - 4560 ? 0.45F : 0.4F;
            const float sample = mixed[static_cast<size_t>(2 * at)];
            QVERIFY2(std::abs(sample - expected) < 0.055F, "neither the old nor the new sound");
        }
        QVERIFY(std::abs(mixed[2 * 43000] - 0.5F) < 1e-4F);
        QVERIFY(std::abs(mixed[2 * 43500] - 0.4F) < 1e-4F);
        QVERIFY2(largestJump(part(mixed, 4800, 2 * 48000)) < 0.003F, "a click");
    }

    void twentyFiveSources_doNotClip()
    {
        const auto mixed = Recorder::record(2 * 48000, [](AudioMixer &mixer, int64_t first) {
            for (int i = 1; i <= 25; ++i) {
                mixer.push(microphone(i), toneBlock(300 + 110 * i, kStart + first, kBlock, 0.8F));
            }
        });
        QVERIFY2(largest(mixed) <= 0.985F, "clipped");
        QVERIFY(largest(mixed) > 0.5F);
        for (int i = 1; i <= 25; ++i) {
            QVERIFY2(amplitudeOf(part(mixed, 48000, 48000), 300 + 110 * i) > 0.01,
                     "a tone is missing");
        }
    }

    void soundBelowTheCeiling_isNotTouched()
    {
        const auto mixed = Recorder::record(48000, [](AudioMixer &mixer, int64_t first) {
            mixer.push(microphone(1), toneBlock(440, kStart + first, kBlock, 0.9F));
        });
        QVERIFY(std::abs(amplitudeOf(part(mixed, 4800, 24000), 440) - 0.9) < 0.01);
    }

    void soundIsKept_whenMixingIsHalfAMinuteBehind()
    {
        AudioMixer mixer;
        static_cast<void>(mixer.mix(timeOfFrame(kStart), kSpan));
        for (int64_t first = 0; first < 30 * 48000; first += kBlock) {
            mixer.push(microphone(1), toneBlock(440, kStart + first, kBlock));
        }
        std::vector<float> mixed;
        for (int64_t at = kSpan; at < 30 * 48000; at += kSpan) {
            const auto next = mixer.mix(timeOfFrame(kStart + at), kSpan);
            mixed.insert(mixed.end(), next.begin(), next.end());
        }
        QVERIFY(amplitudeOf(part(mixed, 48000, 48000), 440) > 0.48);
        QVERIFY(amplitudeOf(part(mixed, 28 * 48000, 48000), 440) > 0.48);
    }

    void lateBlock_isDroppedAndCounted_notShifted()
    {
        AudioMixer mixer;
        static_cast<void>(mixer.mix(timeOfFrame(kStart), 48000));
        mixer.push(microphone(1), toneBlock(440, kStart + 1000, kBlock));
        QCOMPARE(largest(mixer.mix(timeOfFrame(kStart + 48000), 48000)), 0.0F);
        // A track that starts too late is heard from its place in time.
        mixer.push(microphone(2), toneBlock(440, kStart + 95800, kBlock));
        QVERIFY(largest(mixer.mix(timeOfFrame(kStart + 96000), 48000)) > 0.1F);
        const std::map<TrackId, int64_t> lost{{microphone(1), kBlock}, {microphone(2), 440}};
        QCOMPARE(mixer.lostFrames(), lost);
    }

    void nothingIsLost_whenEverythingComesInTime()
    {
        AudioMixer mixer;
        // Audio from before the beginning is not part of it.
        mixer.push(microphone(1), toneBlock(440, kStart - 48000, kBlock));
        mixer.push(microphone(1), toneBlock(440, kStart - 480, kBlock));
        for (int64_t at = 0; at < 10 * 48000; at += kBlock) {
            mixer.push(microphone(1), toneBlock(440, kStart + at + 480, kBlock));
            static_cast<void>(mixer.mix(timeOfFrame(kStart + at), kBlock));
        }
        QVERIFY(mixer.lostFrames().empty());
    }

    void soundAfterALongPause_isHeardFromItsFirstMoment_whenTheMixerIsToldBefore()
    {
        AudioMixer mixer;
        static_cast<void>(mixer.mix(timeOfFrame(kStart), kSpan));
        const int64_t later = kStart + 90 * 48000;
        mixer.restart(timeOfFrame(later));
        for (int64_t at = -4 * kBlock; at < 20 * kBlock; at += kBlock) {
            mixer.push(microphone(1), toneBlock(440, later + at, kBlock));
        }
        const auto mixed = mixer.mix(timeOfFrame(later), 19 * kBlock);
        const auto expected = tone(440, later, 19 * kBlock);
        for (size_t i = 2 * 300; i < 2 * 18 * kBlock; ++i) {
            QVERIFY2(std::abs(mixed[i] - expected[i]) < 1e-4F, "not where the stamps say");
        }
        QVERIFY(mixer.lostFrames().empty());
    }
};

QTEST_APPLESS_MAIN(TestAudioMixer)
#include "test_audio_mixer.moc"
