#include "app/commands/command_line.h"
#include "app/commands/hosting/hosting_commands.h"
#include "app/commands/hosting/service_output.h"
#include "app/disk/private_file.h"
#include "app/platform/termination_signals.h"
#include "app/server/room_service.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Opens the configured rooms and hands out their links; an exit code after printing a sentence if
/// that fails.
std::optional<int> openRooms(const CommandLine &line, RoomService &service,
                             const std::vector<RoomRequest> &rooms)
{
    QByteArray links;
    const bool intoFile = line.isSet(u"links"_s);
    for (const auto &room : rooms) {
        const auto opened = service.openRoom(room);
        if (!opened) {
            return CommandLine::fail(opened.error());
        }
        if (intoFile) {
            links += roomLinks(room.title, *opened).toUtf8() + '\n';
        } else {
            printRoom(line, room.title, *opened);
        }
    }
    if (intoFile) {
        const auto file = QFileInfo(line.value(u"links"_s)).absoluteFilePath();
        if (const auto written = writePrivateFile(file, links); !written) {
            return CommandLine::failWith(
                u"The links cannot be written (%1). Choose another file with --links."_s.arg(
                    written.error().detail));
        }
    }
    return std::nullopt;
}

/// EX_CONFIG of sysexits.h: the system service is not started again.
constexpr int kConfigurationError = 78;

} // namespace

int serveCommand(const QStringList &arguments)
{
    CommandLine line(u"serve"_s, u"Runs the room service alone, until Ctrl+C."_s);
    line.addOption(u"config"_s, u"The configuration, JSON; required."_s, u"file"_s);
    line.addOption(u"links"_s,
                   u"Write the rooms' links into this file, which only its owner can read, "
                   "instead of printing them."_s,
                   u"file"_s);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    if (!line.isSet(u"config"_s)) {
        return CommandLine::failWith(
            u"\"serve\" needs --config FILE; proscenium-room.example.json is an example."_s);
    }
    const auto config = readServiceConfig(line.value(u"config"_s));
    if (!config) {
        CommandLine::failWith(config.error().detail);
        return kConfigurationError;
    }
    const SystemClock clock;
    const auto signals_ = TerminationSignals::create();
    const auto service = RoomService::start(*config, clock);
    if (!service && service.error().code == ErrorCode::LibraryNewer) {
        return CommandLine::fail(service.error());
    }
    if (!service) {
        // The operator of a service needs to know which file or port is concerned.
        return CommandLine::failWith(
            u"The room service cannot start: %1."_s.arg(service.error().detail));
    }
    bool asked = false;
    if (signals_) {
        QObject::connect(signals_->get(), &TerminationSignals::requested, qApp, [&asked] {
            asked = true;
            QCoreApplication::exit(0);
        });
    }
    CommandLine::say(u"The room service listens at %1."_s.arg((*service)->baseUrl().toString()));
    if (const auto failed = openRooms(line, **service, config->rooms)) {
        return *failed;
    }
    reportMediaServer(**service);
    // A signal may have arrived during that wait.
    return asked ? 0 : QCoreApplication::exec();
}

} // namespace prosc
