#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/composition/simulated_room.h"
#include "app/platform/termination_signals.h"
#include "app/transport/peer/gst_runtime.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

namespace prosc {

namespace {

std::optional<SimulationOptions> optionsFrom(const CommandLine &line)
{
    const auto link = line.joinLink();
    if (!link) {
        return std::nullopt;
    }
    const auto count = line.number(QStringLiteral("count"), 1, 100);
    const auto first = line.number(QStringLiteral("first"), 1, 1000);
    const auto height = line.number(QStringLiteral("height"), 90, 1080);
    if (!count || !first || !height) {
        return std::nullopt;
    }
    SimulationOptions options{*link, *count, *first, {}, {}, {}};
    const int even = *height / 2 * 2;
    options.size = QSize(even * 16 / 9 / 2 * 2, even);
    options.videoFile = line.value(QStringLiteral("video"));
    options.audioFile = line.value(QStringLiteral("audio"));
    options.simulcast = !line.isSet(QStringLiteral("no-simulcast"));
    options.paintsClock = line.isSet(QStringLiteral("clock"));
    for (const auto &[option, file] :
         {std::pair("--video", options.videoFile), std::pair("--audio", options.audioFile)}) {
        if (!file.isEmpty() && !(QFileInfo(file).isFile() && QFileInfo(file).isReadable())) {
            CommandLine::failWith(
                QStringLiteral("%1: the file %2 cannot be read.").arg(QLatin1String(option), file));
            return std::nullopt;
        }
    }
    return options;
}

} // namespace

int simulateCommand(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("simulate"),
        QStringLiteral("Simulated participants that publish real WebRTC media, until Ctrl+C."));
    line.addArgument(QStringLiteral("link"), QStringLiteral("The link to the room."));
    line.addOption(QStringLiteral("count"), QStringLiteral("How many (1 to 100)."),
                   QStringLiteral("N"), QStringLiteral("1"));
    line.addOption(QStringLiteral("first"), QStringLiteral("Number of the first one."),
                   QStringLiteral("N"), QStringLiteral("1"));
    line.addOption(QStringLiteral("height"), QStringLiteral("Height of the generated picture."),
                   QStringLiteral("pixels"), QStringLiteral("720"));
    line.addOption(QStringLiteral("video"), QStringLiteral("Send this file's picture instead."),
                   QStringLiteral("file"));
    line.addOption(QStringLiteral("audio"), QStringLiteral("Send this file's sound instead."),
                   QStringLiteral("file"));
    line.addOption(QStringLiteral("no-simulcast"),
                   QStringLiteral("Send the picture in its full size only, not in three."));
    line.addOption(QStringLiteral("clock"),
                   QStringLiteral("Paint a clock that programs read (15 steps a second, round "
                                  "after a minute) as black and white blocks."));
    line.addOption(QStringLiteral("for"), QStringLiteral("Leave after this time (20s, 5m, 2h)."),
                   QStringLiteral("time"));
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const auto options = optionsFrom(line);
    if (!options) {
        return 1;
    }
    std::optional<std::chrono::milliseconds> duration;
    if (line.isSet(QStringLiteral("for")) && !(duration = line.duration(QStringLiteral("for")))) {
        return 1;
    }
    const SystemClock clock;
    auto gst = GstRuntime::create(clock);
    if (!gst) {
        return CommandLine::fail(gst.error());
    }
    auto room = SimulatedRoom::create(**gst, *options);
    if (!room && (!options->videoFile.isEmpty() || !options->audioFile.isEmpty())) {
        QStringList files{options->videoFile, options->audioFile};
        files.removeAll(QString());
        return CommandLine::failWith(
            QStringLiteral("Nothing can be played of %1 (%2). Choose another file.")
                .arg(files.join(QStringLiteral(" or ")), room.error().detail));
    }
    if (!room) {
        return CommandLine::fail(room.error());
    }
    QObject::connect(
        room->get(), &SimulatedRoom::failed, qApp,
        [](const Error &error) { QCoreApplication::exit(CommandLine::fail(error)); },
        Qt::QueuedConnection);
    QObject::connect(room->get(), &SimulatedRoom::liveChanged, qApp, [&room, &options] {
        CommandLine::say(
            QStringLiteral("%1 of %2 are on the stage.").arg((*room)->live()).arg(options->count));
    });
    const auto signals_ = TerminationSignals::create();
    if (signals_) {
        QObject::connect(signals_->get(), &TerminationSignals::requested, qApp,
                         [] { QCoreApplication::exit(0); });
    }
    if (duration) {
        QTimer::singleShot(*duration, qApp, [] { QCoreApplication::exit(0); });
    }
    (*room)->join();
    const int code = QCoreApplication::exec();
    (*room)->leave();
    // The farewell must leave this computer before the process does.
    QTimer::singleShot(200, qApp, [] { QCoreApplication::exit(0); });
    QCoreApplication::exec();
    return code;
}

} // namespace prosc
