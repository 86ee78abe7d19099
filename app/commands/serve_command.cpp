#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/commands/service_output.h"
#include "app/platform/termination_signals.h"
#include "app/server/room_service.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace prosc {

int serveCommand(const QStringList &arguments)
{
    CommandLine line(u"serve"_s, u"Runs the room service alone, until Ctrl+C."_s);
    line.addOption(u"config"_s, u"The configuration, JSON; required."_s, u"file"_s);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    if (!line.isSet(u"config"_s)) {
        return CommandLine::failWith(
            u"\"serve\" needs --config FILE; proscenium-room.example.json is an example."_s);
    }
    const auto config = readServiceConfig(line.value(u"config"_s));
    if (!config) {
        return CommandLine::failWith(config.error().detail);
    }
    const SystemClock clock;
    const auto signals_ = TerminationSignals::create();
    const auto service = RoomService::start(*config, clock);
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
    for (const auto &room : config->rooms) {
        const auto opened = (*service)->openRoom(room);
        if (!opened) {
            return CommandLine::fail(opened.error());
        }
        printRoom(line, room.title, *opened);
    }
    reportMediaServer(**service);
    // A signal may have arrived during that wait.
    return asked ? 0 : QCoreApplication::exec();
}

} // namespace prosc
