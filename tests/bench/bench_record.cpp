// What a recording costs: bench_record [--seconds N] [--counts 4,9] [--still] [--live] [--json].
// Everything is measured in one invocation, each in a process of its own, on the same streams.
#include "app/media/media_logging.h"
#include "tests/bench/bench_engine.h"
#include "tests/bench/bench_floor.h"
#include "tests/bench/bench_live.h"
#include "tests/bench/bench_process.h"
#include "tests/bench/bench_reference.h"
#include "tests/bench/bench_sound.h"
#include "tests/bench/bench_streams.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace prosc;
using namespace prosc::bench;

namespace {

constexpr int kStillPeople = 9;

struct Options
{
    QString worker;
    QList<int> counts;
    int seconds = 20;
    Material material = Material::Footage;
    QString folder;
    QString room;
    bool still = false;
    bool live = false;
    bool json = false;
};

struct Case
{
    int people = 0;
    Stage stage = Stage::Moving;

    [[nodiscard]] QString name() const
    {
        return stage == Stage::Still ? QStringLiteral("still, %1 people").arg(people)
                                     : QStringLiteral("%1 cameras").arg(people);
    }
};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

double value(const QJsonObject &object, const char *name)
{
    return object.value(key(name)).toDouble();
}

std::optional<Options> readOptions()
{
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption seconds(key("seconds"), key("Recorded seconds of each."), key("N"),
                                     key("20"));
    const QCommandLineOption counts(key("counts"), key("How many cameras."), key("N,N"),
                                    key("4,9"));
    const QCommandLineOption material(key("material"), key("What they show: footage or card."),
                                      key("name"), key("footage"));
    const QCommandLineOption work(key("work"), key("Folder for streams and recordings."),
                                  key("folder"), key("bench-media"));
    const QCommandLineOption room(key("room"), key("proscenium-room, for --live."), key("program"));
    const QCommandLineOption still(key("still"), key("Also a stage with a slide and no camera."));
    const QCommandLineOption live(key("live"), key("Also in a real room."));
    const QCommandLineOption json(key("json"), key("Print JSON."));
    QCommandLineOption worker(key("worker"), key("One measurement in this process."), key("name"));
    worker.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({seconds, counts, material, work, room, still, live, json, worker});
    parser.process(*qApp);
    Options options;
    options.worker = parser.value(worker);
    for (const auto &count : parser.value(counts).split(QLatin1Char(','))) {
        options.counts.append(count.toInt());
    }
    options.seconds = parser.value(seconds).toInt();
    options.material = parser.value(material) == key("card") ? Material::Card : Material::Footage;
    options.folder = QDir(parser.value(work)).absolutePath();
    options.room = parser.value(room);
    options.still = parser.isSet(still);
    options.live = parser.isSet(live);
    options.json = parser.isSet(json);
    const bool usable = options.seconds >= 3 && !options.counts.contains(0) &&
                        (!options.live || !options.room.isEmpty());
    return usable ? std::optional(options) : std::nullopt;
}

/// Does the one thing that this process was started for and prints its result.
int work(const Options &options)
{
    const auto streams = prepareStreams(options.folder, options.counts.first(), options.material);
    if (!streams) {
        std::fprintf(stderr, "%s\n", qPrintable(streams.error().detail));
        return 1;
    }
    const EngineRun run{*streams, options.seconds, options.still ? Stage::Still : Stage::Moving,
                        QDir(options.folder).filePath(options.worker)};
    QJsonObject result;
    if (options.worker == key("engine")) {
        result = measureEngine(run);
    } else if (options.worker == key("floor")) {
        result = measureFloor(run);
    } else if (options.worker == key("reference")) {
        result = measureReference(run);
    }
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

QJsonObject runWorker(const char *worker, const Case &what, const Options &options)
{
    QStringList command{QCoreApplication::applicationFilePath(),
                        key("--worker"),
                        key(worker),
                        key("--counts"),
                        QString::number(what.people),
                        key("--seconds"),
                        QString::number(options.seconds),
                        key("--material"),
                        materialName(options.material),
                        key("--work"),
                        options.folder};
    if (what.stage == Stage::Still) {
        command << key("--still");
    }
    std::fprintf(stderr, "%s: %s ...\n", qPrintable(what.name()), worker);
    return QJsonDocument::fromJson(runToEnd(command).output).object();
}

QJsonObject soundOf(const QJsonObject &recording, int people)
{
    const auto check = checkSound(recording.value(key("file")).toString(), people);
    if (!check) {
        return {{key("error"), check.error().detail}};
    }
    return {{key("holes"), check->holes},
            {key("missing"), check->missing},
            {key("seconds"), check->seconds}};
}

QJsonObject measure(const Case &what, const Options &options)
{
    static_cast<void>(runWorker("prepare", what, options));
    QJsonObject row{{key("case"), what.name()}};
    row[key("floor")] = runWorker("floor", what, options);
    if (what.stage == Stage::Moving) {
        row[key("reference")] = runWorker("reference", what, options);
    }
    const auto engine = runWorker("engine", what, options);
    row[key("engine")] = engine;
    row[key("sound")] = soundOf(engine, what.people);
    if (options.live && what.stage == Stage::Moving) {
        std::fprintf(stderr, "%s: live ...\n", qPrintable(what.name()));
        // Everyone sends the first stream: the participants are not what is measured.
        const auto video = options.material == Material::Card
                               ? QString()
                               : QDir(options.folder).filePath(key("footage-1.mkv"));
        row[key("live")] = measureLive({options.room, what.people, options.seconds,
                                        QDir(options.folder).filePath(key("live")), video});
    }
    return row;
}

// ---- the table

QString ratio(double part, double whole)
{
    return whole > 0 ? QStringLiteral("%1").arg(part / whole, 0, 'f', 2) : QStringLiteral("-");
}

void printRow(const QStringList &cells)
{
    std::printf("| %s |\n", qPrintable(cells.join(key(" | "))));
}

QString figure(double number, int digits = 2)
{
    return QString::number(number, 'f', digits);
}

/// One recording beside floor and reference.
void printMeasured(const QString &name, const QJsonObject &row, const char *part)
{
    const auto measured = row.value(key(part)).toObject();
    if (measured.isEmpty() || measured.contains(key("error"))) {
        printRow(
            {name, measured.value(key("error")).toString(key("failed")), {}, {}, {}, {}, {}, {}});
        return;
    }
    const double cpu = value(measured, "cpuPerSecond");
    const bool hasGrowth = measured.contains(key("rssEnd"));
    const auto sound = row.value(key("sound")).toObject();
    printRow({name, figure(cpu, 3), ratio(cpu, value(row[key("floor")].toObject(), "floor")),
              ratio(cpu, value(row[key("reference")].toObject(), "cpuPerSecond")),
              measured.contains(key("frames")) ? key("%1; %2 in the file")
                                                     .arg(value(measured, "repeated"))
                                                     .arg(value(measured, "frames"))
                                               : key("-"),
              figure(value(measured, "rssPeak"), 0),
              hasGrowth ? figure(value(measured, "rssEnd") - value(measured, "rssQuarter"), 1)
                        : key("-"),
              hasGrowth ? key("%1 / %2").arg(value(sound, "holes")).arg(value(sound, "missing"))
                        : key("-")});
}

void printTable(const QJsonArray &rows)
{
    printRow({key("what"), key("CPU s per recorded s"), key("x floor"), key("x ffmpeg"),
              key("repeated pictures"), key("peak RSS, MB"), key("RSS growth, MB"),
              key("sound holes / missing tones")});
    printRow({key("---"), key("---"), key("---"), key("---"), key("---"), key("---"), key("---"),
              key("---")});
    for (const auto &entry : rows) {
        const auto row = entry.toObject();
        const auto name = row.value(key("case")).toString();
        const auto floor = row.value(key("floor")).toObject();
        const auto reference = row.value(key("reference")).toObject();
        printMeasured(name + key(", recorder"), row, "engine");
        if (row.contains(key("live"))) {
            printMeasured(name + key(", recorder live"), row, "live");
        }
        if (!reference.isEmpty()) {
            printMeasured(name + key(", ffmpeg xstack"), row, "reference");
        }
        printRow({name + key(", floor"),
                  figure(value(floor, "floor"), 3),
                  key("decode %1 + x264 %2; beside it scaling %3, composing %4")
                      .arg(figure(value(floor, "decode"), 3), figure(value(floor, "encode"), 3),
                           figure(value(floor, "scale"), 3), figure(value(floor, "compose"), 4)),
                  {},
                  {},
                  {},
                  {},
                  {}});
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    routeMediaLogs();
    const auto options = readOptions();
    if (!options || !QDir().mkpath(options->folder)) {
        std::fprintf(stderr, "bench_record: wrong arguments, see --help (--live needs --room)\n");
        return 1;
    }
    if (!options->worker.isEmpty()) {
        return work(*options);
    }
    QJsonArray rows;
    for (const int people : options->counts) {
        rows.append(measure({people, Stage::Moving}, *options));
    }
    if (options->still) {
        rows.append(measure({kStillPeople, Stage::Still}, *options));
    }
    if (options->json) {
        std::printf("%s\n", QJsonDocument(rows).toJson().constData());
    } else {
        printTable(rows);
    }
    return 0;
}
