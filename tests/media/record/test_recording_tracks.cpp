#include "tests/media/virtual_film.h"
#include "tests/media/virtual_person.h"
#include "tests/media/virtual_recording.h"
#include "tests/stage/scenes.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(320, 180);
const ParticipantId kAnna{u"anna"_s};
const TrackId kMicrophone{kAnna, TrackKind::Microphone};

/// Runs each action once, when its time has come.
class Script
{
public:
    using Action = std::function<void()>;

    void at(MediaTime moment, Action action) { m_steps.emplace_back(moment, std::move(action)); }
    void run(MediaTime moment)
    {
        for (; m_next < m_steps.size() && m_steps[m_next].first <= moment; ++m_next) {
            m_steps[m_next].second();
        }
    }

private:
    std::vector<std::pair<MediaTime, Action>> m_steps;
    size_t m_next = 0;
};

struct Film
{
    QTemporaryDir folder;
    Script script;
    StageMedia *media = nullptr;
    RecordingEngine *engine = nullptr;
    VirtualRecording *recording = nullptr;
    /// Feeds what arrives until the given time, counted from the start.
    std::function<void(MediaTime)> feed = [](MediaTime) {};
    RecordingProgress last;

    Result<RecordedFile> record(StageScene scene, std::chrono::milliseconds length)
    {
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = length;
        options.folder = folder.path();
        options.scene = std::move(scene);
        options.control = [this](RecordingEngine &running, MediaTime now) {
            engine = &running;
            m_now = now - VirtualClock::kStart;
        };
        options.feed = [this](StageMedia &target, MediaTime moment) {
            media = &target;
            script.run(m_now);
            feed(moment - VirtualClock::kStart);
        };
        options.progress = [this](const RecordingProgress &now) { last = now; };
        VirtualRecording made(std::move(options));
        recording = &made;
        return made.run();
    }

    void show(const TrackId &track, Picture picture, MediaTime since) const
    {
        picture.time = since + VirtualClock::kStart;
        media->picture(track, std::move(picture));
    }
    void say(const TrackId &track, float level, MediaTime since) const
    {
        media->audio(track,
                     {1, std::vector<float>(960, level), since + MediaTime(VirtualClock::kStart)});
    }

private:
    MediaTime m_now{};
};

} // namespace

class TestRecordingTracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondShare_neverShowsTheFirst_inTheFile()
    {
        const TrackId screen{kAnna, TrackKind::Screen};
        auto sharing = sceneOf({kAnna});
        sharing.sharing = kAnna;
        Film film;
        int luma = 0;
        film.feed = [&, fed = MediaTime::zero()](MediaTime moment) mutable {
            for (; fed <= moment; fed += 40ms) {
                if (luma > 0) {
                    film.show(screen, greyPicture({64, 36}, luma), fed);
                }
            }
        };
        film.script.at(1s, [&] { luma = 230; });
        film.script.at(3s, [&] {
            luma = 0;
            film.engine->setScene(sceneOf({kAnna}));
            film.media->rawTrackEnded(screen);
        });
        film.script.at(9s, [&] { film.engine->setScene(sharing); });
        film.script.at(9300ms, [&] { luma = 100; });
        const auto file = film.record(sharing, 12s);
        QVERIFY(file);
        const auto tiles = layoutStage(sharing, kSize).tiles;
        const auto main =
            std::find_if(tiles.begin(), tiles.end(), [](const auto &tile) { return tile.isMain; });
        const VirtualFilm played(file->path, kSize);
        const auto pictures = played.pictures(0, 12);
        QCOMPARE(pictures.size(), size_t{12 * 30});
        QVERIFY(played.brightness(pictures[2 * 30], main->rect) > 200);
        for (size_t i = 5 * 30; i < pictures.size(); ++i) {
            const auto bytes = reinterpret_cast<const uint8_t *>(pictures[i].constData());
            const auto brightest = *std::max_element(bytes, bytes + pictures[i].size());
            QVERIFY2(brightest < 180, qPrintable(QString::number(i)));
        }
        QVERIFY(std::abs(played.brightness(pictures.back(), main->rect) - 100) < 8);
    }

    void picturesOfWhoLeft_areLetGo_data()
    {
        QTest::addColumn<bool>("paused");
        QTest::newRow("recording") << false;
        QTest::newRow("paused meanwhile") << true;
    }

    void picturesOfWhoLeft_areLetGo()
    {
        QFETCH(bool, paused);
        const ParticipantId guest{u"guest"_s};
        const TrackId camera{guest, TrackKind::Camera};
        Film film;
        std::vector<std::weak_ptr<const PictureBuffer>> shown;
        bool here = true;
        film.feed = [&, fed = MediaTime::zero()](MediaTime moment) mutable {
            for (; here && fed <= moment; fed += 40ms) {
                const auto picture = greyPicture({64, 36}, 200);
                shown.emplace_back(picture.buffer);
                film.show(camera, picture, fed);
            }
        };
        std::ptrdiff_t before = 0;
        std::ptrdiff_t after = -1;
        const auto alive = [&shown] {
            return std::count_if(shown.begin(), shown.end(),
                                 [](const auto &picture) { return !picture.expired(); });
        };
        film.script.at(0s, [&] { film.media->setScene(sceneOf({kAnna, guest})); });
        film.script.at(2s, [&] {
            before = alive();
            here = false;
            if (paused) {
                film.engine->setPaused(true);
            }
            film.engine->setScene(sceneOf({kAnna}));
            film.media->setScene(sceneOf({kAnna}));
            film.media->rawTrackEnded(camera);
        });
        film.script.at(4s, [&] {
            after = alive();
            film.engine->setPaused(false);
        });
        QVERIFY(film.record(sceneOf({kAnna, guest}), 4s));
        QVERIFY(before > 0);
        QCOMPARE(after, std::ptrdiff_t{0});
    }

    void lastMinuteOfSound_isInTheFile_andTheRestIsCutOutAndReported_whenAllStoodStill()
    {
        // As when the disk blocks for 100 s while somebody speaks.
        Film film;
        film.feed = [&, fed = MediaTime::zero()](MediaTime moment) mutable {
            for (; fed + 40ms <= moment; fed += 20ms) {
                film.say(kMicrophone, 0.5F, fed);
            }
        };
        film.script.at(5s, [&] { film.recording->clock().oversleep(100s); });
        const auto file = film.record(sceneOf({kAnna}), 75s);
        QVERIFY(file);
        // Audio that could not be kept becomes a gap in the film, not silence.
        const auto sound = VirtualFilm(file->path, kSize).sound(0, 75);
        QVERIFY(sound.size() > 74 * 48000);
        const auto silent = std::count_if(sound.begin(), sound.end(),
                                          [](float sample) { return std::abs(sample) < 0.1F; }) /
                            48;
        QVERIFY2(silent < 100, qPrintable(QString::number(silent)));
        QCOMPARE(film.last.gaps.size(), size_t{1});
        const auto &gap = film.last.gaps.front();
        QVERIFY2(std::abs((gap.length - 40s).count()) < 1000,
                 qPrintable(QString::number(gap.length.count())));
        QVERIFY2(std::abs((gap.at - 5s).count()) < 1000,
                 qPrintable(QString::number(gap.at.count())));
        QVERIFY2(std::abs((file->lostSound - 40s).count()) < 1000,
                 qPrintable(QString::number(file->lostSound.count())));
        // The last minute's audio is there, and the frame is held meanwhile at the usual rate.
        QCOMPARE(file->frames, 75 * 30);
        QVERIFY(!film.last.held.empty() && film.last.held.front().hasSound);
    }
};

QTEST_GUILESS_MAIN(TestRecordingTracks)
#include "test_recording_tracks.moc"
