#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/service_output.h"
#include "app/platform/termination_signals.h"
#include "app/server/room_service.h"

#include <QCoreApplication>

namespace prosc {

int serveCommand(const QStringList &arguments)
{
    CommandLine line(QStringLiteral("serve"),
                     QStringLiteral("Runs the room service alone, until Ctrl+C."));
    line.addOption(QStringLiteral("config"), QStringLiteral("The configuration, JSON; required."),
                   QStringLiteral("file"));
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    if (!line.isSet(QStringLiteral("config"))) {
        return CommandLine::failWith(QStringLiteral(
            "\"serve\" needs --config FILE; proscenium-room.example.json is an example."));
    }
    const auto config = readServiceConfig(line.value(QStringLiteral("config")));
    if (!config) {
        return CommandLine::failWith(config.error().detail);
    }
    const SystemClock clock;
    const auto signals_ = TerminationSignals::create();
    const auto service = RoomService::start(*config, clock);
    if (!service) {
        // Whoever runs a service has to know which file or port it is about.
        return CommandLine::failWith(
            QStringLiteral("The room service cannot start: %1.").arg(service.error().detail));
    }
    bool asked = false;
    if (signals_) {
        QObject::connect(signals_->get(), &TerminationSignals::requested, qApp, [&asked] {
            asked = true;
            QCoreApplication::exit(0);
        });
    }
    CommandLine::say(
        QStringLiteral("The room service listens at %1.").arg((*service)->baseUrl().toString()));
    for (const auto &room : config->rooms) {
        const auto opened = (*service)->openRoom(room);
        if (!opened) {
            return CommandLine::fail(opened.error());
        }
        printRoom(line, room.title, *opened);
    }
    reportMediaServer(**service);
    // It may have been asked to end while that waited.
    return asked ? 0 : QCoreApplication::exec();
}

} // namespace prosc
