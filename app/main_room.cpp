#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#ifdef PROSCENIUM_SERVICE
#include "app/commands/hosting/hosting_commands.h"
#endif
#include "app/media/ffmpeg/media_logging.h"
#include "app/platform/file_limit.h"
#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdio>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

std::vector<prosc::Command> allCommands()
{
    auto commands = prosc::clientCommands();
#ifdef PROSCENIUM_SERVICE
    const auto hosting = prosc::hostingCommands();
    commands.insert(commands.begin(), hosting.begin(), hosting.end());
#endif
    return commands;
}

std::string usageOf(const std::vector<prosc::Command> &commands)
{
    std::string usage = "Usage: proscenium-room COMMAND [options]\n"
                        "Records online meeting rooms, without a window.\n\nCommands:\n";
    for (const auto &command : commands) {
        usage += command.usage;
    }
    return usage + "\n\"proscenium-room COMMAND --help\" tells the options of a command; "
                   "--version the version.\n";
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"Proscenium"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PROSCENIUM_VERSION));
    prosc::installTranslations(app, QLocale());
    prosc::routeMediaLogs();
    // 25 participants are 50 connections of about 20 descriptors each; a lower limit merely caps
    // that.
    (void)prosc::raiseFileLimit();

    const auto arguments = QCoreApplication::arguments();
    const auto wanted = arguments.value(1);
    const auto commands = allCommands();
    for (const auto &command : commands) {
        if (wanted == QLatin1String(command.name)) {
            return command.run(arguments.mid(2));
        }
    }
    if (wanted == QLatin1String("--help") || wanted == QLatin1String("-h")) {
        std::fputs(usageOf(commands).c_str(), stdout);
        return 0;
    }
    if (wanted == QLatin1String("--version")) {
        std::puts("proscenium-room " PROSCENIUM_VERSION);
        return 0;
    }
    if (wanted.isEmpty()) {
        std::fputs(usageOf(commands).c_str(), stderr);
        return 1;
    }
    return prosc::CommandLine::failWith(
        u"There is no command \"%1\"; see \"proscenium-room --help\"."_s.arg(wanted));
}
