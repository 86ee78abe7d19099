#include "app/media/mix/audio_mixer.h"
#include "tests/media/tones.h"

#include <QTest>

#include <algorithm>
#include <ctime>
#include <malloc.h>
#include <random>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

constexpr int kBlock = 960;
constexpr int kSpan = 1600;
constexpr int kSpeakers = 9;
/// Each speaker beeps once per period of its own clock, one second after the other speaker; in 24
/// hours they spread over 25 s.
constexpr int64_t kPeriod = 60;
/// A machine that has been up for some days.
constexpr MediaTime kStart = std::chrono::seconds(400'000);

/// A speaker whose sound card runs fast or slow.
class Speaker
{
public:
    explicit Speaker(int number)
        : m_number(number), m_track{{QString::number(number)}, TrackKind::Microphone},
          m_ppm(-100.0 + 200.0 * number / (kSpeakers - 1)), m_jitter(-4'000'000, 4'000'000),
          m_random(static_cast<unsigned>(number))
    {
        m_beep = tone(1000, 12, kBlock); // begins at a peak
    }

    /// Pushes what was recorded before `until`.
    void speak(AudioMixer &mixer, MediaTime until)
    {
        for (auto time = timeOf(m_sent); time < until; time = timeOf(m_sent)) {
            // Each speaker has its own second for its beep.
            const bool beeps = m_sent % (kPeriod * 48000) == m_number * 48000;
            mixer.push(m_track,
                       {2, beeps ? m_beep : m_silence, time + MediaTime(m_jitter(m_random))});
            if (beeps) {
                m_lastBeep = time;
            }
            m_sent += kBlock;
        }
    }

    [[nodiscard]] MediaTime lastBeep() const { return m_lastBeep; }

private:
    [[nodiscard]] MediaTime timeOf(int64_t frame) const
    {
        const double late = static_cast<double>(frame) * m_ppm * 1e-6 * 1e9 / 48000;
        return kStart + timeOfFrame(frame) + MediaTime(static_cast<int64_t>(late));
    }

    int m_number;
    TrackId m_track;
    double m_ppm;
    std::uniform_int_distribution<int64_t> m_jitter;
    std::mt19937 m_random;
    std::vector<float> m_beep;
    const std::vector<float> m_silence = std::vector<float>(2 * kBlock, 0.0F);
    int64_t m_sent = 0;
    MediaTime m_lastBeep{};
};

/// Finds the time of each beep.
class Ear
{
public:
    void hear(MediaTime from, std::span<const float> stereo)
    {
        for (size_t i = 0; i < stereo.size() / 2; ++i) {
            const auto now = from + timeOfFrame(static_cast<int64_t>(i));
            if (std::abs(stereo[2 * i]) > 0.2F) {
                if (now - m_loud > std::chrono::milliseconds(500)) {
                    m_onset = now;
                    ++m_beeps;
                }
                m_loud = now;
            }
        }
    }
    [[nodiscard]] MediaTime onset() const { return m_onset; }
    [[nodiscard]] int beeps() const { return m_beeps; }

private:
    MediaTime m_onset{};
    MediaTime m_loud{};
    int m_beeps = 0;
};

size_t memoryInUse()
{
    return mallinfo2().uordblks;
}

double cpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double milliseconds(MediaTime time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// Results of a long recording in the mixer alone.
struct Outcome
{
    int beeps = 0;
    /// Error of all beeps, and of those in the last minute, in milliseconds.
    double worst = 0;
    double worstAtEnd = 0;
    double cpuSeconds = 0;
    /// Heap bytes in use at the end, less those after the first minute.
    int64_t growth = 0;
};

class LongMix
{
public:
    LongMix()
    {
        for (int i = 0; i < kSpeakers; ++i) {
            m_speakers.emplace_back(i);
        }
    }

    Outcome run(int64_t seconds)
    {
        const double begin = cpuSeconds();
        size_t memoryEarly = 0;
        for (int64_t frame = 0; frame < seconds * 48000; frame += kSpan) {
            step(frame, frame > (seconds - 60) * 48000);
            memoryEarly = frame == 60 * 48000 ? memoryInUse() : memoryEarly;
        }
        m_outcome.beeps = m_ear.beeps();
        m_outcome.cpuSeconds = cpuSeconds() - begin;
        m_outcome.growth = static_cast<int64_t>(memoryInUse()) - static_cast<int64_t>(memoryEarly);
        return m_outcome;
    }

private:
    void step(int64_t frame, bool atEnd)
    {
        const auto moment = kStart + timeOfFrame(frame);
        for (auto &speaker : m_speakers) {
            speaker.speak(m_mixer, moment + std::chrono::milliseconds(400));
        }
        const int before = m_ear.beeps();
        m_ear.hear(moment, m_mixer.mix(moment, kSpan));
        if (m_ear.beeps() == before) {
            return;
        }
        double error = 1e9;
        for (const auto &speaker : m_speakers) {
            error = std::min(error, std::abs(milliseconds(m_ear.onset() - speaker.lastBeep())));
        }
        m_outcome.worst = std::max(m_outcome.worst, error);
        m_outcome.worstAtEnd = atEnd ? std::max(m_outcome.worstAtEnd, error) : 0;
    }

    std::vector<Speaker> m_speakers;
    AudioMixer m_mixer;
    Ear m_ear;
    Outcome m_outcome;
};

} // namespace

/// PROSCENIUM_MIXER_HOURS sets a length other than 20 minutes.
class TestAudioDrift : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nineDriftingSpeakers_standAtTheirTime_andMemoryIsFlat()
    {
        bool isSet = false;
        const double hours = qEnvironmentVariable("PROSCENIUM_MIXER_HOURS").toDouble(&isSet);
        const auto seconds = static_cast<int64_t>(isSet ? hours * 3600 : 1200);
        const auto outcome = LongMix().run(seconds);
        qInfo(
            "%.2f h, %d speakers at +-100 ppm, stamps +-4 ms off: worst beep %.2f ms, in the last "
            "minute %.2f ms; %.1f s of CPU, %.2f %% of a core; memory %+.0f KiB",
            static_cast<double>(seconds) / 3600, kSpeakers, outcome.worst, outcome.worstAtEnd,
            outcome.cpuSeconds, 100 * outcome.cpuSeconds / static_cast<double>(seconds),
            static_cast<double>(outcome.growth) / 1024);
        const double expected = static_cast<double>(seconds) / kPeriod * kSpeakers;
        QVERIFY2(std::abs(outcome.beeps - expected) < 2 * kSpeakers,
                 qPrintable(u"%1 beeps, not %2"_s.arg(outcome.beeps).arg(expected)));
        QVERIFY(outcome.worstAtEnd > 0);
        QVERIFY2(outcome.worst < 20, "a beep stands elsewhere");
        QVERIFY2(outcome.growth < 512 * 1024, "memory grows");
    }
};

QTEST_APPLESS_MAIN(TestAudioDrift)
#include "test_audio_drift.moc"
