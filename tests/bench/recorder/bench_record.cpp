// One measurement: bench_record MEASUREMENT [options] prints a line of JSON. bench.mjs makes the
// table of all of them; each runs in its own process, and all use the same streams.
#include "app/media/ffmpeg/media_logging.h"
#include "tests/bench/recorder/bench_engine.h"
#include "tests/bench/recorder/bench_floor.h"
#include "tests/bench/recorder/bench_live.h"
#include "tests/bench/recorder/bench_reference.h"
#include "tests/bench/recorder/bench_sound.h"
#include "tests/bench/recorder/bench_streams.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <cstdio>

using namespace prosc;
using namespace prosc::bench;

namespace {

/// Longer recordings' audio is not checked: it is decoded into memory.
constexpr int kMostSound = 600;

struct Options
{
    QString measurement;
    int people = 9;
    Material material = Material::Footage;
    QString work;
    QString room;
    bool simulcast = false;
    EngineRun run;
};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QCommandLineOption valueOption(const char *name, const char *help, const char *standard)
{
    return {key(name), key(help), key("value"), key(standard)};
}

std::optional<LayerRule> layerRule(const QString &name)
{
    if (name == key("full")) {
        return LayerRule::Full;
    }
    if (name == key("tile")) {
        return LayerRule::ByTile;
    }
    return name == key("asked") ? std::optional(LayerRule::AsAsked) : std::nullopt;
}

void describe(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addPositionalArgument(key("measurement"),
                                 key("prepare, engine, floor, reference or live."));
    parser.addOptions({
        valueOption("people", "How many participants.", "9"),
        valueOption("seconds", "Recorded seconds.", "20"),
        valueOption("material", "What the cameras show: footage, card or marked.", "footage"),
        valueOption("layers", "Which size comes: full, tile, or asked (as the recorder asks).",
                    "full"),
        valueOption("preset", "x264's; empty: the recorder chooses.", ""),
        valueOption("hogs", "Processes that keep the processors busy.", "0"),
        valueOption("work", "Folder for streams and recordings.", "bench-media"),
        valueOption("room", "proscenium-room, for live.", ""),
        {key("still"), key("One slide and no camera.")},
        {key("simulcast"), key("live: the participants send three sizes.")},
    });
}

std::optional<Options> readOptions()
{
    QCommandLineParser parser;
    describe(parser);
    parser.process(*qApp);
    Options options;
    options.measurement = parser.positionalArguments().value(0);
    options.people = parser.value(key("people")).toInt();
    const auto material = materialNamed(parser.value(key("material")));
    options.material = material.value_or(Material::Footage);
    options.work = QDir(parser.value(key("work"))).absolutePath();
    options.room = parser.value(key("room"));
    options.simulcast = parser.isSet(key("simulcast"));
    options.run.seconds = parser.value(key("seconds")).toInt();
    // Makes all rows comparable; a hardware encoder would take no CPU.
    options.run.encoding.encoder = key("x264");
    options.run.encoding.preset = parser.value(key("preset"));
    options.run.hogs = parser.value(key("hogs")).toInt();
    options.run.stage = parser.isSet(key("still")) ? Stage::Still : Stage::Moving;
    options.run.folder = QDir(options.work).filePath(options.measurement);
    const auto rule = layerRule(parser.value(key("layers")));
    options.run.layers = rule.value_or(LayerRule::Full);
    const bool usable = rule && material && options.run.seconds >= 3 && options.people >= 1 &&
                        (options.measurement != key("live") || !options.room.isEmpty());
    return usable ? std::optional(options) : std::nullopt;
}

/// Records, and checks the audio.
QJsonObject measureRecording(const EngineRun &run)
{
    auto result = measureEngine(run);
    if (result.contains(key("error")) || run.seconds > kMostSound) {
        return result;
    }
    const auto sound =
        checkSound(result.value(key("file")).toString(), static_cast<int>(run.streams.size()));
    if (!sound) {
        return {{key("error"), sound.error().detail}};
    }
    result[key("sound")] = QJsonObject{{key("holes"), sound->holes},
                                       {key("missing"), sound->missing},
                                       {key("seconds"), sound->seconds}};
    return result;
}

/// `marks`: layout of the frame numbers of Material::Marked.
QJsonObject prepared(const EngineRun &run)
{
    const QJsonObject marks{{key("bits"), Marks::kBits},
                            {key("x"), Marks::kX},
                            {key("y"), Marks::kY},
                            {key("side"), Marks::kSide}};
    return {{key("streams"), static_cast<int>(run.streams.size())}, {key("marks"), marks}};
}

QJsonObject measure(const Options &options)
{
    const auto &run = options.run;
    if (options.measurement == key("prepare")) {
        return prepared(run);
    }
    if (options.measurement == key("engine")) {
        return measureRecording(run);
    }
    if (options.measurement == key("floor")) {
        return measureFloor(run);
    }
    if (options.measurement == key("reference")) {
        return measureReference(run);
    }
    if (options.measurement == key("live")) {
        // Everyone sends the first stream: the participants are not what is measured.
        const auto video = options.material == Material::Card ? QString() : run.streams.first();
        return measureLive({options.room, options.people, run.seconds, options.simulcast,
                            run.encoding.preset, run.folder, video});
    }
    return {{key("error"), key("there is no such measurement, see --help")}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    routeMediaLogs();
    auto options = readOptions();
    if (!options || !QDir().mkpath(options->work)) {
        std::fprintf(stderr, "bench_record: wrong arguments, see --help (live needs --room)\n");
        return 1;
    }
    auto streams = prepareStreams(options->work, options->people, options->material);
    if (!streams) {
        std::fprintf(stderr, "bench_record: %s\n", qPrintable(streams.error().detail));
        return 1;
    }
    options->run.streams = std::move(*streams);
    const auto result = measure(*options);
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return result.contains(key("error")) ? 1 : 0;
}
