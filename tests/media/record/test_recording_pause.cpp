#include "tests/media/virtual_recording.h"
#include "tests/media/virtual_sync.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(160, 90);

VirtualPerson personOf(const QString &id, std::chrono::seconds first, std::chrono::seconds period)
{
    VirtualPerson::Options options;
    options.participant = {id};
    options.first = first;
    options.period = period;
    return {options, VirtualClock::kStart};
}

/// Two people, recorded from second 0 to 8 and from 20 to 28. The first flashes and beeps every 2
/// s, the second only during the pause.
struct PausedFilm
{
    PausedFilm()
    {
        people.push_back(personOf(u"a"_s, 1s, 2s));
        people.push_back(personOf(u"b"_s, 12s, 1000s));
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = 16s;
        options.folder = folder.path();
        for (const auto &person : people) {
            options.scene.people.push_back(
                {person.options().participant, true, TileFit::Fill, true});
        }
        scene = options.scene;
        options.feed = [this](StageMedia &media, MediaTime moment) {
            for (auto &person : people) {
                person.feed(media, moment);
            }
        };
        options.control = [this](RecordingEngine &engine, MediaTime now) {
            const auto since = now - VirtualClock::kStart;
            if (since >= 8s && !paused) {
                paused = since;
                engine.setPaused(true);
            } else if (since >= 20s && !resumed) {
                resumed = since;
                engine.setPaused(false);
            }
        };
        options.progress = [this](const RecordingProgress &now) { reports.push_back(now); };
        VirtualRecording recording(options);
        file = recording.run();
    }

    QTemporaryDir folder;
    std::vector<VirtualPerson> people;
    StageScene scene;
    std::optional<MediaTime> paused;
    std::optional<MediaTime> resumed;
    std::vector<RecordingProgress> reports;
    Result<RecordedFile> file = fail(ErrorCode::Internal);
};

/// Somebody is heard until a pause of 90 s begins, and for 0.1 s starting `after` its end.
struct LongPause
{
    explicit LongPause(MediaTime after)
    {
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = 8s;
        options.folder = folder.path();
        options.scene.people.push_back({{u"a"_s}, false, TileFit::Fill, true});
        options.feed = [this, after](StageMedia &media, MediaTime moment) {
            for (; fed + 60ms <= moment - VirtualClock::kStart; fed += 20ms) {
                const bool loud =
                    resumed ? fed >= *resumed + after && fed < *resumed + after + 100ms : fed < 5s;
                media.audio({{u"a"_s}, TrackKind::Microphone},
                            {1, std::vector<float>(960, loud ? 0.5F : 0.0F),
                             fed + MediaTime(VirtualClock::kStart)});
            }
        };
        options.control = [this](RecordingEngine &engine, MediaTime now) {
            const auto since = now - VirtualClock::kStart;
            if (since >= 5s && !paused) {
                paused = since;
                engine.setPaused(true);
            } else if (since >= 95s && !resumed) {
                resumed = since;
                engine.setPaused(false);
            }
        };
        options.progress = [this](const RecordingProgress &now) { reports.push_back(now); };
        file = VirtualRecording(options).run();
    }

    QTemporaryDir folder;
    MediaTime fed{};
    std::optional<MediaTime> paused;
    std::optional<MediaTime> resumed;
    std::vector<RecordingProgress> reports;
    Result<RecordedFile> file = fail(ErrorCode::Internal);
};

} // namespace

class TestRecordingPause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_film = std::make_unique<PausedFilm>();
        QVERIFY2(m_film->file, m_film->file ? "" : qPrintable(m_film->file.error().detail));
    }

    void file_isAsLongAsItsLimit_andNothingIsRepeated()
    {
        QCOMPARE(m_film->file->frames, 16 * 30);
        QCOMPARE(m_film->file->repeated, 0);
        const VirtualFilm film(m_film->file->path, kSize);
        const double sound = film.probe(u"a"_s, u"duration"_s);
        QVERIFY2(std::abs(sound - 16) < 1.0 / 30, qPrintable(QString::number(sound)));
    }

    void picturesAndSound_areInSync_beforeAndAfterThePause()
    {
        const SyncReader reader(VirtualFilm(m_film->file->path, kSize), 0, 16,
                                layoutStage(m_film->scene, kSize));
        const double pausedAt = std::chrono::duration<double>(*m_film->paused).count();
        const double left = std::chrono::duration<double>(*m_film->resumed).count() - pausedAt;
        int found = 0;
        for (double moment = 1; moment < 28; moment += 2) {
            const bool before = moment < pausedAt - 0.5;
            if (!before && moment < pausedAt + left + 0.1) {
                continue;
            }
            const double wanted = before ? moment : moment - left;
            const auto picture = reader.flashNear(0, wanted);
            const auto beep = reader.beepNear(wanted);
            QVERIFY2(picture && beep, qPrintable(QString::number(wanted)));
            // The stretch before a pause ends on a whole frame, so what follows is up to one frame
            // later.
            QVERIFY(std::abs(*beep - wanted) < 0.045);
            const double behind = *beep - static_cast<double>(*picture) / 30;
            QVERIFY2(behind > -0.045 && behind < 0.02, qPrintable(QString::number(behind)));
            ++found;
        }
        QCOMPARE(found, 8);
    }

    void whatHappensWhilePaused_isNotInTheFile()
    {
        const VirtualFilm film(m_film->file->path, kSize);
        const auto tile = layoutStage(m_film->scene, kSize).tiles[1].rect;
        for (const auto &picture : film.pictures(0, 16)) {
            QVERIFY(film.brightness(picture, tile) < 100);
        }
    }

    void cut_makesNoClick()
    {
        // It is silent between the beeps, so any click would stand out.
        const auto sound = VirtualFilm(m_film->file->path, kSize).sound(7, 2);
        QVERIFY(sound.size() > 48000 * 3 / 2);
        for (size_t i = 48000 * 3 / 10; i < 48000 * 15 / 10; ++i) {
            QVERIFY2(std::abs(sound[i]) < 0.02F,
                     qPrintable(QString::number(static_cast<double>(i) / 48000 + 7)));
        }
    }

    void progress_saysThatItIsPaused_andThatItGoesOn()
    {
        QVERIFY(!m_film->reports.front().paused);
        QVERIFY(std::any_of(m_film->reports.begin(), m_film->reports.end(),
                            [](const auto &report) { return report.paused; }));
        QVERIFY(!m_film->reports.back().paused);
    }

    void soundRightAfterAPause_isInTheFile_whenThePauseWasLong()
    {
        const LongPause film(90ms);
        QVERIFY(film.file);
        const auto sound = VirtualFilm(film.file->path, kSize).sound(4, 3);
        const auto cut = std::chrono::duration<double>(*film.paused).count() - 4;
        // Silence begins at the cut, which is up to a frame later.
        const auto loudIn = [&](double from, double to) {
            double sum = 0;
            const auto begin = static_cast<size_t>((cut + from) * 48000);
            const auto end = static_cast<size_t>((cut + to) * 48000);
            for (size_t i = begin; i < end; ++i) {
                sum += std::abs(static_cast<double>(sound[i]));
            }
            return sum / static_cast<double>(end - begin);
        };
        QVERIFY(loudIn(-0.3, -0.1) > 0.1);
        QVERIFY2(loudIn(0.14, 0.18) > 0.1, qPrintable(QString::number(loudIn(0.14, 0.18))));
        QVERIFY(loudIn(0.26, 0.5) < 0.01);
        QCOMPARE(film.file->lostSound, 0ms);
    }

    void longPause_isNotReportedAsSilence()
    {
        const LongPause film(2500ms);
        QVERIFY(film.file);
        bool wasPaused = false;
        for (const auto &report : film.reports) {
            wasPaused = wasPaused || report.paused;
            QVERIFY2(report.soundless <= 8s, qPrintable(QString::number(report.soundless.count())));
            QVERIFY(report.troubles.empty());
            QVERIFY(report.lostSound.empty());
        }
        QVERIFY(wasPaused);
    }

    void cleanupTestCase() { m_film.reset(); }

private:
    std::unique_ptr<PausedFilm> m_film;
};

QTEST_GUILESS_MAIN(TestRecordingPause)
#include "test_recording_pause.moc"
