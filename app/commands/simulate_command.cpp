#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/composition/simulated_room.h"
#include "app/platform/termination_signals.h"
#include "app/transport/peer/gst_runtime.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

std::optional<SimulationOptions> optionsFrom(const CommandLine &line)
{
    const auto link = line.joinLink();
    if (!link) {
        return std::nullopt;
    }
    const auto count = line.number(u"count"_s, 1, 100);
    const auto first = line.number(u"first"_s, 1, 1000);
    const auto height = line.number(u"height"_s, 90, 1080);
    if (!count || !first || !height) {
        return std::nullopt;
    }
    SimulationOptions options{*link, *count, *first, {}, {}, {}};
    const int even = *height / 2 * 2;
    options.size = QSize(even * 16 / 9 / 2 * 2, even);
    options.videoFile = line.value(u"video"_s);
    options.audioFile = line.value(u"audio"_s);
    options.simulcast = !line.isSet(u"no-simulcast"_s);
    options.paintsClock = line.isSet(u"clock"_s);
    for (const auto &[option, file] :
         {std::pair("--video", options.videoFile), std::pair("--audio", options.audioFile)}) {
        if (!file.isEmpty() && !(QFileInfo(file).isFile() && QFileInfo(file).isReadable())) {
            CommandLine::failWith(
                u"%1: the file %2 cannot be read."_s.arg(QLatin1String(option), file));
            return std::nullopt;
        }
    }
    return options;
}

} // namespace

int simulateCommand(const QStringList &arguments)
{
    CommandLine line(u"simulate"_s,
                     u"Simulated participants that publish real WebRTC media, until Ctrl+C."_s);
    line.addArgument(u"link"_s, u"The link to the room."_s);
    line.addOption(u"count"_s, u"How many (1 to 100)."_s, u"N"_s, u"1"_s);
    line.addOption(u"first"_s, u"Number of the first one."_s, u"N"_s, u"1"_s);
    line.addOption(u"height"_s, u"Height of the generated picture."_s, u"pixels"_s, u"720"_s);
    line.addOption(u"video"_s, u"Send this file's picture instead."_s, u"file"_s);
    line.addOption(u"audio"_s, u"Send this file's sound instead."_s, u"file"_s);
    line.addOption(u"no-simulcast"_s, u"Send the picture in its full size only, not in three."_s);
    line.addOption(u"clock"_s, u"Paint a clock that programs read (15 steps a second, round "
                               "after a minute) as black and white blocks."_s);
    line.addOption(u"for"_s, u"Leave after this time (20s, 5m, 2h)."_s, u"time"_s);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const auto options = optionsFrom(line);
    if (!options) {
        return 1;
    }
    std::optional<std::chrono::milliseconds> duration;
    if (line.isSet(u"for"_s) && !(duration = line.duration(u"for"_s))) {
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
            u"Nothing can be played of %1 (%2). Choose another file."_s.arg(files.join(u" or "_s),
                                                                            room.error().detail));
    }
    if (!room) {
        return CommandLine::fail(room.error());
    }
    QObject::connect(
        room->get(), &SimulatedRoom::failed, qApp,
        [](const Error &error) { QCoreApplication::exit(CommandLine::fail(error)); },
        Qt::QueuedConnection);
    QObject::connect(room->get(), &SimulatedRoom::liveChanged, qApp, [&room, &options] {
        CommandLine::say(u"%1 of %2 are on the stage."_s.arg((*room)->live()).arg(options->count));
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
    // The leave messages must be sent before the process exits.
    QTimer::singleShot(200, qApp, [] { QCoreApplication::exit(0); });
    QCoreApplication::exec();
    return code;
}

} // namespace prosc
