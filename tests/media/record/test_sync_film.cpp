#include "tests/media/virtual_recording.h"
#include "tests/media/virtual_sync.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::seconds;

constexpr QSize kSize(160, 90);
constexpr seconds kLength{180};

std::vector<VirtualPerson> driftingPeople()
{
    std::vector<VirtualPerson> people;
    for (const double ppm : {-100.0, 0.0, 100.0}) {
        VirtualPerson::Options options;
        const auto number = static_cast<int>(people.size());
        options.participant = {QString::number(number)};
        options.ppm = ppm;
        options.first = seconds(2 + 3 * number);
        options.latency = std::chrono::milliseconds(30 + 100 * number);
        people.emplace_back(options, VirtualClock::kStart);
    }
    return people;
}

} // namespace

class TestSyncFilm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void film_isInSync_andAsLongAsItsLimit_whenClocksDrift()
    {
        QTemporaryDir folder;
        auto people = driftingPeople();
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = kLength;
        options.folder = folder.path();
        options.scene = sceneOfPeople(people);
        options.feed = [&people](StageMedia &media, MediaTime moment) {
            for (auto &person : people) {
                person.feed(media, moment);
            }
        };
        VirtualRecording recording(options);
        const auto file = recording.run();
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(file->frames, kLength.count() * 30);
        QCOMPARE(file->repeated, int64_t{0});

        const VirtualFilm film(file->path, kSize);
        QCOMPARE(film.probe(u"v"_s, u"nb_read_packets"_s),
                 static_cast<double>(kLength.count() * 30));
        QCOMPARE(film.probe(u"v"_s, u"duration"_s), static_cast<double>(kLength.count()));
        const double sound = film.probe(u"a"_s, u"duration"_s);
        QVERIFY2(std::abs(sound - static_cast<double>(kLength.count())) < 1.0 / 30,
                 qPrintable(QString::number(sound)));
        const auto report =
            readSync(film, 0, kLength.count(), people, layoutStage(options.scene, kSize));
        qInfo("%d flashes: picture off by at most %d, beep by %.2f ms at most and %.2f ms on "
              "average; beep after flash as they stand %.1f to %.1f ms",
              report.flashes, report.worstPicture, report.worstSound, report.meanSound,
              report.least, report.most);
        QVERIFY2(report.flashes >= 50, qPrintable(QString::number(report.flashes)));
        QCOMPARE(report.missing, 0);
        QCOMPARE(report.worstPicture, 0);
        QVERIFY(report.worstSound < 20);
        QVERIFY(report.least > -1000.0 / 30 - 10 && report.most < 10);
    }
};

QTEST_GUILESS_MAIN(TestSyncFilm)
#include "test_sync_film.moc"
