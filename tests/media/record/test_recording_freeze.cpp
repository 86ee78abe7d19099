#include "tests/media/virtual_recording.h"
#include "tests/media/virtual_sync.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(160, 90);
constexpr auto kStops = 8s;

/// A person who flashes and beeps every two seconds, recorded by a program that is stopped, or on a
/// computer that sleeps, after 8 s. The file is 16 s long.
struct FrozenFilm
{
    enum class Kind { Stopped, Asleep };

    FrozenFilm(Kind kind, std::chrono::milliseconds length)
    {
        VirtualPerson::Options who;
        who.participant = {u"a"_s};
        who.first = 1s;
        who.period = 2s;
        VirtualPerson person(who, VirtualClock::kStart);
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = 16s;
        options.folder = folder.path();
        options.scene.people.push_back({who.participant, true, TileFit::Fill, true});
        options.chapterTitles = {{ChapterKind::Start, u"Start"_s},
                                 {ChapterKind::Interrupted, u"Gap"_s}};
        scene = options.scene;
        const VirtualClock *clock = nullptr;
        StageMedia nowhere(m_unused);
        MediaTime wakes = MediaTime::max();
        bool wasStopped = false;
        options.feed = [&](StageMedia &media, MediaTime moment) {
            if (!wasStopped && moment >= VirtualClock::kStart + kStops) {
                wasStopped = true;
                wakes = moment + length;
                if (kind == Kind::Stopped) {
                    clock->oversleep(length);
                } else {
                    clock->sleep(length);
                }
            }
            // Packets sent meanwhile are lost. A sleeping computer misses nothing by its own clock.
            const bool isDeaf = kind == Kind::Stopped && wasStopped && moment < wakes;
            person.feed(isDeaf ? nowhere : media, moment);
        };
        options.progress = [this](const RecordingProgress &now) { reports.push_back(now); };
        VirtualRecording recording(options);
        clock = &recording.clock();
        file = recording.run();
    }

    [[nodiscard]] QJsonArray chapters() const
    {
        QProcess process;
        process.start(u"ffprobe"_s,
                      {u"-v"_s, u"error"_s, u"-of"_s, u"json"_s, u"-show_chapters"_s, file->path});
        process.waitForFinished(60000);
        return QJsonDocument::fromJson(process.readAllStandardOutput())
            .object()[u"chapters"_s]
            .toArray();
    }

    QTemporaryDir folder;
    StageScene scene;
    std::vector<RecordingProgress> reports;
    Result<RecordedFile> file = fail(ErrorCode::Internal);

private:
    SystemClock m_unused;
};

} // namespace

class TestRecordingFreeze : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void longFreeze_isCutOut_withAChapterAndItsLength_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("seconds");
        for (const int seconds : {12, 60, 450, 840, 86'000}) {
            QTest::addRow("stopped for %d s", seconds)
                << static_cast<int>(FrozenFilm::Kind::Stopped) << seconds;
        }
        for (const int seconds : {11, 450, 3 * 86'400}) {
            QTest::addRow("asleep for %d s", seconds)
                << static_cast<int>(FrozenFilm::Kind::Asleep) << seconds;
        }
    }

    void longFreeze_isCutOut_withAChapterAndItsLength()
    {
        QFETCH(int, kind);
        QFETCH(int, seconds);
        const auto how = static_cast<FrozenFilm::Kind>(kind);
        const FrozenFilm film(how, std::chrono::seconds(seconds));
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));

        // The file has its planned length, at 30 frames per second.
        QCOMPARE(film.file->duration, 16s);
        QCOMPARE(film.file->frames, 16 * 30);
        // One gap, with the right position and length.
        const auto &gaps = film.reports.back().gaps;
        QCOMPARE(gaps.size(), size_t{1});
        const auto &gap = gaps.front();
        QCOMPARE(gap.cause,
                 how == FrozenFilm::Kind::Stopped ? GapCause::Stopped : GapCause::Suspended);
        QVERIFY2(std::abs((gap.length - std::chrono::seconds(seconds)).count()) <= 500,
                 qPrintable(QString::number(gap.length.count())));
        QVERIFY2(gap.at > 7s && gap.at < 8500ms, qPrintable(QString::number(gap.at.count())));
        const auto chapters = film.chapters();
        QCOMPARE(chapters.size(), 2);
        const auto second = chapters[1].toObject();
        QCOMPARE(second[u"tags"_s][u"title"_s].toString(), u"Gap"_s);
        QVERIFY(std::abs(second[u"start_time"_s].toString().toDouble() * 1000 -
                         static_cast<double>(gap.at.count())) < 40);
        checkSync(film, gap, how);
    }

    void shortFreeze_isHeld_andTold_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {1500, 5000, 9000}) {
            QTest::addRow("stopped for %d ms", milliseconds)
                << static_cast<int>(FrozenFilm::Kind::Stopped) << milliseconds;
            QTest::addRow("asleep for %d ms", milliseconds)
                << static_cast<int>(FrozenFilm::Kind::Asleep) << milliseconds;
        }
    }

    void shortFreeze_isHeld_andTold()
    {
        QFETCH(int, kind);
        QFETCH(int, milliseconds);
        const FrozenFilm film(static_cast<FrozenFilm::Kind>(kind),
                              std::chrono::milliseconds(milliseconds));
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        QCOMPARE(film.file->frames, 16 * 30); // the last frame is held at a constant frame rate
        QCOMPARE(film.file->duration, 16s);
        QVERIFY(film.reports.back().gaps.empty());
        const auto &held = film.reports.back().held;
        QCOMPARE(held.size(), size_t{1});
        QVERIFY(!held.front().hasSound);
        const auto length = (held.front().to - held.front().from).count();
        QVERIFY2(std::abs(length - milliseconds) <= 600, qPrintable(QString::number(length)));
        QVERIFY(film.chapters().isEmpty());
    }

    void shortestFreeze_isNothing()
    {
        const FrozenFilm film(FrozenFilm::Kind::Stopped, 300ms);
        QVERIFY(film.file);
        QVERIFY(film.reports.back().gaps.empty() && film.reports.back().held.empty());
    }

private:
    static void checkSync(const FrozenFilm &film, const RecordingGap &gap, FrozenFilm::Kind kind)
    {
        const SyncReader reader(VirtualFilm(film.file->path, kSize), 0, 16,
                                layoutStage(film.scene, kSize));
        const double at = static_cast<double>(gap.at.count()) / 1000;
        // The clock stops during sleep, and the simulated person sleeps too.
        const double left =
            kind == FrozenFilm::Kind::Stopped ? static_cast<double>(gap.length.count()) / 1000 : 0;
        int found = 0;
        for (double moment = 1; moment < 16 + left; moment += 2) {
            const double wanted = moment < at ? moment : moment - left;
            if (std::abs(wanted - at) < 0.6 || wanted < 0 || wanted > 15.5 ||
                (moment > at && moment < at + left + 0.6)) {
                continue;
            }
            const auto picture = reader.flashNear(0, wanted);
            const auto beep = reader.beepNear(wanted);
            QVERIFY2(picture && beep, qPrintable(QString::number(wanted)));
            const double behind = *beep - static_cast<double>(*picture) / 30;
            QVERIFY2(behind > -0.045 && behind < 0.02, qPrintable(QString::number(behind)));
            ++found;
        }
        QVERIFY2(found >= 6, qPrintable(QString::number(found)));
    }
};

QTEST_GUILESS_MAIN(TestRecordingFreeze)
#include "test_recording_freeze.moc"
