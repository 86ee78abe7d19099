#include "app/media/mix/audio_mixer.h"
#include "app/media/sound/limiter.h"
#include "app/media/sound/sound.h"
#include "tests/media/tones.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

constexpr int kBlock = 960;
constexpr double kRate = 48000;

std::span<const float> part(const std::vector<float> &stereo, int64_t first, int64_t frames)
{
    return std::span(stereo).subspan(static_cast<size_t>(2 * first),
                                     static_cast<size_t>(2 * frames));
}

/// What remains of the left channel after subtracting the best-fitting sine of `hertz`, in dB below
/// that sine.
double residueAt(std::span<const float> stereo, double hertz)
{
    const double turn = 2 * std::numbers::pi * hertz / kRate;
    double sines = 0;
    double cosines = 0;
    double both = 0;
    double withSine = 0;
    double withCosine = 0;
    double power = 0;
    for (size_t i = 0; 2 * i < stereo.size(); ++i) {
        const double s = std::sin(turn * static_cast<double>(i));
        const double c = std::cos(turn * static_cast<double>(i));
        const auto x = static_cast<double>(stereo[2 * i]);
        sines += s * s;
        cosines += c * c;
        both += s * c;
        withSine += x * s;
        withCosine += x * c;
        power += x * x;
    }
    const double determinant = sines * cosines - both * both;
    const double a = (withSine * cosines - withCosine * both) / determinant;
    const double b = (withCosine * sines - withSine * both) / determinant;
    const double explained = a * withSine + b * withCosine;
    return 10 * std::log10(std::max(1e-14, power - explained) / explained);
}

/// THD+N of a tone whose frequency is known to 0.05 %: the residue at its best frequency.
double distortionOf(std::span<const float> stereo, double hertz)
{
    double low = hertz * 0.9995;
    double high = hertz * 1.0005;
    for (int i = 0; i < 60; ++i) {
        const double third = (high - low) / 3;
        const bool lower = residueAt(stereo, low + third) < residueAt(stereo, high - third);
        (lower ? high : low) += lower ? -third : third;
    }
    return residueAt(stereo, (low + high) / 2);
}

/// The ratio of the largest change of slope to that of the tone itself: a click is far above 1.
double roughness(std::span<const float> stereo, double hertz, double amplitude)
{
    double most = 0;
    for (size_t i = 4; i < stereo.size(); i += 2) {
        const double bend = static_cast<double>(stereo[i]) -
                            2.0 * static_cast<double>(stereo[i - 2]) +
                            static_cast<double>(stereo[i - 4]);
        most = std::max(most, std::abs(bend));
    }
    const double turn = 2 * std::numbers::pi * hertz / kRate;
    return most / (amplitude * turn * turn);
}

std::vector<float> limited(std::vector<float> stereo)
{
    LookAheadLimiter limiter;
    limiter.process(stereo);
    return stereo;
}

} // namespace

class TestAudioQuality : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resampledTone_isClean_data()
    {
        QTest::addColumn<double>("hertz");
        QTest::addColumn<int>("frames");
        QTest::addColumn<double>("most");
        for (const int frames : {kBlock - 7, kBlock - 1, kBlock + 1, kBlock + 7}) {
            QTest::addRow("100 Hz, %d", frames) << 100.0 << frames << -80.0;
            QTest::addRow("1 kHz, %d", frames) << 1000.0 << frames << -80.0;
            QTest::addRow("8 kHz, %d", frames) << 8000.0 << frames << -75.0;
            QTest::addRow("15 kHz, %d", frames) << 15000.0 << frames << -60.0;
        }
    }

    void resampledTone_isClean()
    {
        QFETCH(double, hertz);
        QFETCH(int, frames);
        QFETCH(double, most);
        const auto block = tone(hertz, 0, kBlock);
        const auto stretched = resampled(block, frames);
        QCOMPARE(stretched.size(), static_cast<size_t>(2 * frames));
        // The ends are unchanged, so that the block fits its neighbours.
        for (size_t i = 0; i < 24; ++i) {
            QCOMPARE(stretched[i], block[i]);
            QCOMPARE(stretched[stretched.size() - 1 - i], block[block.size() - 1 - i]);
        }
        const double distortion =
            distortionOf(part(stretched, 16, frames - 32), hertz * kBlock / frames);
        qInfo("%g Hz from %d to %d frames: THD+N %.1f dB", hertz, kBlock, frames, distortion);
        QVERIFY2(distortion < most, qPrintable(QString::number(distortion)));
    }

    void clockThatIsOff_isFollowedWithoutClick_data()
    {
        QTest::addColumn<double>("ppm");
        QTest::newRow("slow") << 200.0;
        QTest::newRow("fast") << -200.0;
        QTest::newRow("very slow") << 1000.0;
    }

    void clockThatIsOff_isFollowedWithoutClick()
    {
        QFETCH(double, ppm);
        constexpr double kHertz = 1000;
        constexpr int kSeconds = 120;
        AudioMixer mixer;
        const TrackId track{{u"a"_s}, TrackKind::Microphone};
        int64_t sent = 0;
        std::vector<float> mixed;
        for (int64_t at = 0; at < kSeconds * 48000; at += kBlock) {
            const auto due = [&] { return static_cast<double>(sent) * (1 + ppm * 1e-6); };
            for (; due() < static_cast<double>(at + 19200); sent += kBlock) {
                auto block = toneBlock(kHertz, sent, kBlock);
                block.time = MediaTime(static_cast<int64_t>(due() * 1e9 / kRate));
                mixer.push(track, block);
            }
            const auto next = mixer.mix(timeOfFrame(at), kBlock);
            mixed.insert(mixed.end(), next.begin(), next.end());
        }
        const auto settled = part(mixed, 4800, (kSeconds - 1) * 48000);
        const double rough = roughness(settled, kHertz, 0.5);
        qInfo("%g ppm: largest bend %.4f of the tone's", ppm, rough);
        QVERIFY2(rough < 1.02, "a click");
        QVERIFY(std::abs(static_cast<double>(largest(settled)) - 0.5) < 0.002);
        // As many periods as were sent in that time.
        int turns = 0;
        for (size_t i = 2; i < settled.size(); i += 2) {
            turns += settled[i - 2] < 0 && settled[i] >= 0 ? 1 : 0;
        }
        const double sentTurns = (kSeconds - 1) * kHertz / (1 + ppm * 1e-6);
        QVERIFY2(std::abs(turns - sentTurns) < 5, qPrintable(QString::number(turns)));
    }

    void twentyFiveFullVoices_stayBelowTheCeiling_withoutAJump()
    {
        AudioMixer mixer;
        std::vector<float> mixed;
        for (int64_t at = -19200; at < 4 * 48000; at += kBlock) {
            for (int i = 1; i <= 25; ++i) {
                // All begin and end at once: the worst case.
                const bool speaks = at / 24000 % 2 == 0;
                const TrackId track{{QString::number(i)}, TrackKind::Microphone};
                mixer.push(track, toneBlock(90 + 40 * i, at + 48000, kBlock, speaks ? 1.0F : 0));
            }
            if (at >= 0) {
                const auto next = mixer.mix(timeOfFrame(at + 28800), kBlock);
                mixed.insert(mixed.end(), next.begin(), next.end());
            }
        }
        QVERIFY2(largest(mixed) <= LookAheadLimiter::kCeiling + 1e-5F, "above the ceiling");
        QVERIFY(largest(mixed) > 0.9F);
        // The steepest slope of a sum of these tones whose peaks are at the ceiling.
        const double steepest = 2 * std::numbers::pi * (90 + 40 * 25) / kRate;
        QVERIFY2(static_cast<double>(largestJump(mixed)) < steepest, "a jump");
    }

    void noiseBurst_isLimited_toTheSample()
    {
        std::mt19937 random(11);
        std::uniform_real_distribution<float> wild(-30, 30);
        std::vector<float> stereo(2 * 96000);
        for (size_t i = 0; i < stereo.size(); ++i) {
            stereo[i] = i / 9600 % 3 == 1 ? wild(random) : 0.2F;
        }
        const auto out = limited(stereo);
        QVERIFY(largest(out) <= LookAheadLimiter::kCeiling + 1e-5F);
    }

    void loudTone_staysATone_whenItIsLimited_data()
    {
        QTest::addColumn<double>("hertz");
        QTest::addColumn<double>("most");
        QTest::newRow("60 Hz") << 60.0 << -45.0;
        QTest::newRow("100 Hz") << 100.0 << -60.0;
        QTest::newRow("220 Hz") << 220.0 << -60.0;
        QTest::newRow("1 kHz") << 1000.0 << -60.0;
    }

    void loudTone_staysATone_whenItIsLimited()
    {
        QFETCH(double, hertz);
        QFETCH(double, most);
        const auto out = limited(tone(hertz, 0, 4 * 48000, 2));
        const double distortion = distortionOf(part(out, 96000, 48000), hertz);
        qInfo("%g Hz, 6 dB too loud: THD+N %.1f dB", hertz, distortion);
        QVERIFY2(distortion < most, qPrintable(QString::number(distortion)));
    }
};

QTEST_APPLESS_MAIN(TestAudioQuality)
#include "test_audio_quality.moc"
