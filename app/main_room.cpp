#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/media/ffmpeg/media_logging.h"
#include "app/platform/file_limit.h"
#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kCommands = {
    std::pair{"serve", &prosc::serveCommand},       std::pair{"record", &prosc::recordCommand},
    std::pair{"simulate", &prosc::simulateCommand}, std::pair{"demo", &prosc::demoCommand},
    std::pair{"encoders", &prosc::encodersCommand}, std::pair{"library", &prosc::libraryCommand},
};

constexpr const char *kUsage = R"(Usage: proscenium-room COMMAND [options]
Records online meeting rooms, without a window.

Commands:
  serve --config FILE                   the room service alone
  record LINK [--for 20s] [--out DIR]   record a room; prints the file and its library address
  simulate LINK --count N               participants that publish real WebRTC media
  demo [--for 20s] [--participants 4]   all of the above on this machine
  encoders                              which H.264 encoders work on this computer
  library rebuild|verify --data DIR     make the index of a service's recordings again; check them
  library list --data DIR               the recordings of a service, newest first
  library report|owner --help           what is known of a recording; whose it is
  library process --recording DIR       check one recording and make its preview pictures

"proscenium-room COMMAND --help" tells the options of a command; --version the version.
)";

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
    for (const auto &[name, command] : kCommands) {
        if (wanted == QLatin1String(name)) {
            return command(arguments.mid(2));
        }
    }
    if (wanted == QLatin1String("--help") || wanted == QLatin1String("-h")) {
        std::fputs(kUsage, stdout);
        return 0;
    }
    if (wanted == QLatin1String("--version")) {
        std::puts("proscenium-room " PROSCENIUM_VERSION);
        return 0;
    }
    if (wanted.isEmpty()) {
        std::fputs(kUsage, stderr);
        return 1;
    }
    return prosc::CommandLine::failWith(
        u"There is no command \"%1\"; see \"proscenium-room --help\"."_s.arg(wanted));
}
