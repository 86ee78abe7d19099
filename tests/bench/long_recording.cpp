#include "app/media/ffmpeg/media_logging.h"
#include "tests/bench/recorder/bench_process.h"
#include "tests/media/virtual_recording.h"
#include "tests/media/virtual_sync.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QTextStream>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr QSize kSize(160, 90);
/// How much of the recording is checked at its beginning, in its middle and at its end.
constexpr seconds kLookedAt{600};

void say(const QString &line)
{
    QTextStream(stdout) << line << Qt::endl;
}

std::vector<VirtualPerson> driftingPeople()
{
    std::vector<VirtualPerson> people;
    for (const double ppm : {-100.0, 0.0, 100.0}) {
        VirtualPerson::Options options;
        const auto number = static_cast<int>(people.size());
        options.participant = {QString::number(number)};
        options.ppm = ppm;
        // The clocks drift 17 s apart in 24 hours; no two people may flash within the same second.
        options.first = seconds(20 + 40 * number);
        options.period = seconds(120);
        people.emplace_back(options, VirtualClock::kStart);
    }
    return people;
}

double secondsSince(steady_clock::time_point begin)
{
    return std::chrono::duration<double>(steady_clock::now() - begin).count();
}

/// Prints the progress, ten times.
class Reporter
{
public:
    explicit Reporter(seconds length) : m_each(std::max<int64_t>(1, length.count() / 10)) {}

    void operator()(const RecordingProgress &now)
    {
        const auto recorded = std::chrono::duration_cast<seconds>(now.recorded).count();
        if (recorded / m_each == m_said) {
            return;
        }
        m_said = recorded / m_each;
        say(u"%1 h recorded after %2 s: %3 frames, %4 MB written, %5 MB of memory, "
            "CPU %6 s"_s.arg(static_cast<double>(recorded) / 3600, 0, 'f', 2)
                .arg(secondsSince(m_begin), 0, 'f', 0)
                .arg(now.frames)
                .arg(now.bytes / 1'000'000)
                .arg(bench::ownMemory().now, 0, 'f', 0)
                .arg(bench::ownCpuSeconds(), 0, 'f', 0));
    }

private:
    int64_t m_each;
    int64_t m_said = 0;
    steady_clock::time_point m_begin = steady_clock::now();
};

/// Whether the file passes all checks.
bool inspect(const RecordedFile &file, seconds length, const std::vector<VirtualPerson> &people)
{
    const VirtualFilm film(file.path, kSize);
    const double frames = film.probe(u"v"_s, u"nb_read_packets"_s);
    const double video = film.probe(u"v"_s, u"duration"_s);
    const double audio = film.probe(u"a"_s, u"duration"_s);
    const auto whole = static_cast<double>(length.count());
    say(u"file: %1 frames (expected %2), picture %3 s, sound %4 s, %5 MB, %6 "
        "repeated"_s.arg(frames, 0, 'f', 0)
            .arg(length.count() * 30)
            .arg(video, 0, 'f', 3)
            .arg(audio, 0, 'f', 3)
            .arg(file.bytes / 1'000'000)
            .arg(file.repeated));
    bool good = frames == whole * 30 && std::abs(video - whole) < 1e-3 &&
                std::abs(audio - whole) < 1.0 / 30;
    const auto span = std::min(kLookedAt, length);
    const auto layout = layoutStage(sceneOfPeople(people), kSize);
    for (const auto from : {seconds(0), (length - span) / 2, length - span}) {
        const auto report = readSync(film, from.count(), span.count(), people, layout);
        say(u"%1 h on, %2 flashes (%3 missing): picture off by at most %4, beep by "
            "%5 ms at most, %6 ms on average; beep after flash as they stand %7 to "
            "%8 ms (-33 to 0 is the film's raster)"_s
                .arg(static_cast<double>(from.count()) / 3600, 0, 'f', 2)
                .arg(report.flashes)
                .arg(report.missing)
                .arg(report.worstPicture)
                .arg(report.worstSound, 0, 'f', 2)
                .arg(report.meanSound, 0, 'f', 2)
                .arg(report.least, 0, 'f', 1)
                .arg(report.most, 0, 'f', 1));
        good = good && report.flashes > 0 && report.missing == 0 && report.worstPicture == 0 &&
               report.worstSound < 20;
    }
    return good;
}

/// Records and prints the result.
bool record(const QString &folder, seconds length)
{
    auto people = driftingPeople();
    VirtualRecording::Options options;
    options.size = kSize;
    options.length = length;
    options.folder = folder;
    options.scene = sceneOfPeople(people);
    options.feed = [&people](StageMedia &media, MediaTime moment) {
        for (auto &person : people) {
            person.feed(media, moment);
        }
    };
    options.progress = Reporter(length);
    VirtualRecording recording(options);
    const auto begin = steady_clock::now();
    const auto file = recording.run();
    if (!file) {
        say(u"failed: %1 %2"_s.arg(errorCodeName(file.error().code), file.error().detail));
        return false;
    }
    say(u"recorded, published and checked in %1 s, %2 s of CPU"_s
            .arg(secondsSince(begin), 0, 'f', 0)
            .arg(bench::ownCpuSeconds(), 0, 'f', 0));
    return inspect(*file, length, people);
}

} // namespace

/// Records a long meeting in virtual time with the real engine and checks the file.
int main(int argc, char **argv)
{
    routeMediaLogs();
    QCoreApplication application(argc, argv);
    QCommandLineParser line;
    line.addOption({u"hours"_s, u"How long."_s, u"hours"_s, u"24"_s});
    line.addOption({u"work"_s, u"Folder for the file."_s, u"folder"_s, u"long-recording"_s});
    line.process(application);
    const seconds length(static_cast<int64_t>(line.value(u"hours"_s).toDouble() * 3600));
    const QDir folder(line.value(u"work"_s));
    if (length < seconds(60) || folder.exists() || !folder.mkpath(u"."_s)) {
        say(u"the length is below a minute, or the folder cannot be made anew"_s);
        return 1;
    }
    const bool good = record(folder.absolutePath(), length);
    say(good ? u"as it should be"_s : u"NOT as it should be"_s);
    return good ? 0 : 1;
}
