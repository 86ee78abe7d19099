#include "app/base/milliseconds.h"
#include "app/media/encode/encoder_probe.h"
#include "tests/media/encode/fake_encoders.h"
#include "tests/media/tones.h"
#include "tests/media/virtual_film.h"
#include "tests/media/virtual_person.h"
#include "tests/media/virtual_recording.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(160, 90);
constexpr int kHertz = 1000;
constexpr auto kLength = 12s;
/// The time the encoder takes for a frame...
constexpr auto kSlow = 80ms;
/// ...in this part of the recording.
constexpr auto kSlowFrom = 2s;
constexpr auto kSlowUntil = 8s;

/// One person, whose microphone hums throughout, on a computer that is too slow for a while.
struct SlowFilm
{
    SlowFilm()
    {
        EncoderProbe probe(
            {prosc::test::slow(prosc::test::kForeign,
                               [this](const Picture &picture) { encoding(picture); })},
            kSize);
        if (!probe.tested(u"slow"_s)) {
            return;
        }
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = kLength;
        options.folder = folder.path();
        options.scene.people.push_back({{u"a"_s}, true, TileFit::Fill, true});
        options.feed = [this](StageMedia &media, MediaTime moment) { feed(media, moment); };
        options.progress = [this](const RecordingProgress &now) { reports.push_back(now); };
        options.encoders = &probe;
        VirtualRecording recording(options);
        clock = &recording.clock();
        file = recording.run();
        clock = nullptr;
    }

    void encoding(const Picture &picture)
    {
        if (!clock) {
            return; // the probe
        }
        const auto late = clock->now() - picture.time - RecordingEngine::kDelay;
        latest = std::max(latest, late);
        lateAtTheEnd = late;
        const auto since = clock->now() - VirtualClock::kStart;
        if (since >= kSlowFrom && since < kSlowUntil) {
            // In small steps: the composing thread runs meanwhile, as it would next to a slow
            // encoder.
            for (auto spent = 0ms; spent < kSlow; spent += 10ms) {
                clock->spend(10ms);
                std::this_thread::sleep_for(1ms);
            }
        }
    }

    void feed(StageMedia &media, MediaTime moment)
    {
        for (; fedPictures <= moment; fedPictures += 33ms) {
            grey.time = fedPictures;
            media.picture({{u"a"_s}, TrackKind::Camera}, grey);
        }
        for (; VirtualClock::kStart + timeOfFrame(fedSound) <= moment; fedSound += 960) {
            auto block = toneBlock(kHertz, fedSound, 960);
            block.time += VirtualClock::kStart;
            media.audio({{u"a"_s}, TrackKind::Microphone}, std::move(block));
        }
    }

    QTemporaryDir folder;
    const VirtualClock *clock = nullptr;
    Picture grey = greyPicture({64, 36}, 150);
    MediaTime fedPictures = VirtualClock::kStart;
    int64_t fedSound = 0;
    /// How late frames reached the encoder: the maximum, and the last one.
    MediaTime latest{};
    MediaTime lateAtTheEnd{};
    std::vector<RecordingProgress> reports;
    Result<RecordedFile> file = fail(ErrorCode::Internal);
};

} // namespace

class TestRecordingOverload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_film = std::make_unique<SlowFilm>();
        QVERIFY2(m_film->file, m_film->file ? "" : qPrintable(m_film->file.error().detail));
    }

    void pictures_areRepeatedAndLeftOut_whenTheEncoderIsTooSlow()
    {
        const auto &file = *m_film->file;
        QVERIFY2(file.repeated > 20, qPrintable(QString::number(file.repeated)));
        // 12.5 per second, at 80 ms each: encoding repeated frames does not help.
        const auto whole = std::chrono::seconds(kLength).count() * 30;
        QVERIFY2(file.frames < whole - 60 && file.frames > whole / 2,
                 qPrintable(QString::number(file.frames)));
    }

    void delay_staysBounded_andGoesAway()
    {
        // 1 s until only audio is written, plus the encoder's queue at that time.
        QVERIFY2(m_film->latest > 500ms && m_film->latest < 1700ms,
                 qPrintable(QString::number(milliseconds(m_film->latest))));
        QVERIFY2(m_film->lateAtTheEnd < 150ms,
                 qPrintable(QString::number(milliseconds(m_film->lateAtTheEnd))));
    }

    void sound_isUnbroken_andAllOfIt()
    {
        const VirtualFilm film(m_film->file->path, kSize);
        const double length = film.probe(u"a"_s, u"duration"_s);
        QVERIFY2(std::abs(length - 12) < 1.0 / 30, qPrintable(QString::number(length)));
        QVERIFY(std::abs(m_film->file->duration.count() - 12'000) <= 34);
        const auto sound = film.sound(0, 12);
        QVERIFY(sound.size() >= size_t{11} * 48000);
        constexpr size_t kPart = 480; // 10 ms
        for (size_t at = 4800; at + kPart <= size_t{11} * 48000; at += kPart) {
            const auto [least, most] =
                std::minmax_element(sound.begin() + static_cast<ptrdiff_t>(at),
                                    sound.begin() + static_cast<ptrdiff_t>(at + kPart));
            QVERIFY2(*most > 0.4F && *least < -0.4F,
                     qPrintable(QString::number(static_cast<double>(at) / 48000)));
        }
    }

    void layers_areLowered_andTheModeratorIsTold()
    {
        int layers = 0;
        bool overloaded = false;
        for (const auto &report : m_film->reports) {
            layers = std::max(layers, report.layerReduction);
            overloaded |= report.overloaded;
        }
        QCOMPARE(layers, 2);
        QVERIFY(overloaded && !m_film->reports.front().overloaded);
    }

    void waitingPictures_lowerLayers_inARealRecording()
    {
        QTemporaryDir folder;
        VirtualRecording::Options options;
        options.length = 10s;
        options.folder = folder.path();
        options.scene.people.push_back({{u"a"_s}, true, TileFit::Fill, true});
        // As on the decoding threads, which have a timeline of their own.
        options.feed = [](StageMedia &media, MediaTime) {
            media.decodingLoad().waited(700ms);
            media.decodingLoad().skipped();
        };
        RecordingProgress last;
        options.progress = [&](const RecordingProgress &now) { last = now; };
        VirtualRecording recording(options);
        const auto file = recording.run();
        QVERIFY(file);
        QCOMPARE(last.layerReduction, 2);
        QVERIFY(last.overloaded);
        QCOMPARE(last.waited, 700ms);
        QVERIFY2(last.skipped > 200, qPrintable(QString::number(last.skipped)));
        QCOMPARE(file->repeated, 0);
    }

private:
    std::unique_ptr<SlowFilm> m_film;
};

QTEST_GUILESS_MAIN(TestRecordingOverload)
#include "test_recording_overload.moc"
