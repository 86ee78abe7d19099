#include "app/base/clock.h"
#include "app/desktop/desktop_app.h"
#ifdef PROSCENIUM_SERVICE
#include "app/hosting/service_hosting.h"
#endif
#include "app/media/ffmpeg/media_logging.h"
#include "app/platform/file_limit.h"
#include "app/platform/termination_signals.h"
#include "ui/text/error_text.h"
#include "ui/text/translations.h"
#include "ui/widgets/style.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>

#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

using prosc::DesktopRequest;

#ifdef PROSCENIUM_SERVICE
constexpr bool kCanHost = true;

prosc::DesktopApp::MakeHosting hostingFor(const prosc::Clock &clock, const DesktopRequest &request)
{
    return [&clock, &request](const QString &folder) {
        return std::make_unique<prosc::ServiceHosting>(
            clock, prosc::HostingOptions{folder, request.onlyHere, request.port});
    };
}
#else
constexpr bool kCanHost = false;

prosc::DesktopApp::MakeHosting hostingFor(const prosc::Clock & /*clock*/,
                                          const DesktopRequest & /*request*/)
{
    return {};
}
#endif

// QGuiApplication consumes these, for the window's title and class; it leaves the replacement names
// to us.
constexpr std::array kRenamed = {std::pair{"--title", "--room-title"},
                                 std::pair{"--name", "--person-name"}};

std::vector<std::string> ownArguments(int argc, char *argv[])
{
    std::vector<std::string> arguments(argv, argv + argc);
    for (auto &argument : arguments) {
        for (const auto &[taken, ours] : kRenamed) {
            const std::string name(taken);
            if (argument == name || argument.starts_with(name + '=')) {
                argument.replace(0, name.size(), ours);
            }
        }
    }
    return arguments;
}

int failWith(const QString &sentence)
{
    std::fputs((sentence + QLatin1Char('\n')).toUtf8().constData(), stderr);
    return 1;
}

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        kCanHost ? u"Proscenium records the stage of an online meeting room.\n\n"
                   "proscenium                 the start page: host a room, join one\n"
                   "proscenium join <link>     straight into a room\n"
                   "proscenium host            a room on this computer, you as its host"_s
                 : u"Proscenium records the stage of an online meeting room.\n\n"
                   "proscenium                 the start page: join a room\n"
                   "proscenium join <link>     straight into a room"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"command"_s, kCanHost ? u"join or host."_s : u"join."_s);
    parser.addOption({{u"name"_s, u"person-name"_s}, u"Your name in the room."_s, u"name"_s});
    if (kCanHost) {
        parser.addOptions({
            {{u"title"_s, u"room-title"_s},
             u"host: title of the room."_s,
             u"title"_s,
             u"My room"_s},
            {u"demo"_s, u"host: add this many simulated participants (1 to 24)."_s, u"N"_s},
            {u"local"_s, u"host: plain HTTP, only for this computer."_s},
            {u"port"_s, u"host: the port to listen on."_s, u"port"_s},
        });
    }
}

/// Reads the options of `host`. False after printing a sentence if one is invalid.
bool readHostOptions(const QCommandLineParser &parser, DesktopRequest &request)
{
    request.title = parser.value(u"title"_s);
    request.onlyHere = parser.isSet(u"local"_s);
    bool portOk = true;
    bool demoOk = true;
    if (parser.isSet(u"port"_s)) {
        request.port = parser.value(u"port"_s).toInt(&portOk);
        portOk = portOk && request.port >= 1 && request.port <= 65535;
    }
    if (parser.isSet(u"demo"_s)) {
        request.demo = parser.value(u"demo"_s).toInt(&demoOk);
        demoOk = demoOk && request.demo >= 1 && request.demo <= 24;
    }
    if (!portOk || !demoOk) {
        failWith(!portOk ? u"--port must be a number from 1 to 65535."_s
                         : u"--demo must be a number from 1 to 24."_s);
    }
    return portOk && demoOk;
}

/// nullopt after printing a sentence if the arguments are invalid.
std::optional<DesktopRequest> readRequest(const QCommandLineParser &parser)
{
    const auto arguments = parser.positionalArguments();
    DesktopRequest request;
    const auto command = arguments.value(0);
    if (command == QLatin1String("join") && arguments.size() == 2) {
        request.start = DesktopRequest::Start::Join;
        request.link = arguments.at(1);
    } else if (command == QLatin1String("host") && arguments.size() == 1) {
        if (!kCanHost) {
            failWith(u"This version of Proscenium cannot host rooms. Join one with \"join "
                     "<link>\"."_s);
            return std::nullopt;
        }
        request.start = DesktopRequest::Start::Host;
    } else if (!arguments.isEmpty()) {
        failWith(kCanHost ? u"Expected \"join <link>\" or \"host\"; see \"proscenium --help\"."_s
                          : u"Expected \"join <link>\"; see \"proscenium --help\"."_s);
        return std::nullopt;
    }
    request.name = parser.value(u"name"_s).simplified();
    if (kCanHost && !readHostOptions(parser, request)) {
        return std::nullopt;
    }
    return request;
}

} // namespace

int main(int argc, char *argv[])
{
    auto arguments = ownArguments(argc, argv);
    std::vector<char *> pointers;
    for (auto &argument : arguments) {
        pointers.push_back(argument.data());
    }
    QApplication app(argc, pointers.data());
    QApplication::setApplicationName(u"Proscenium"_s);
    QApplication::setApplicationVersion(QStringLiteral(PROSCENIUM_VERSION));
    QApplication::setQuitOnLastWindowClosed(false);
    prosc::installTranslations(app, QLocale());
    prosc::applyStyle(app);
    prosc::routeMediaLogs();
    // 25 participants are 50 connections of about 20 descriptors each; a lower limit merely caps
    // that.
    (void)prosc::raiseFileLimit();

    QCommandLineParser parser;
    describe(parser);
    parser.process(app);
    const auto request = readRequest(parser);
    if (!request) {
        return 1;
    }
    const prosc::SystemClock clock;
    const auto desktop = prosc::DesktopApp::create(clock, *request, hostingFor(clock, *request));
    if (!desktop) {
        return failWith(prosc::errorText(desktop.error()));
    }
    const auto termination = prosc::TerminationSignals::create();
    if (termination) {
        QObject::connect(termination->get(), &prosc::TerminationSignals::requested, desktop->get(),
                         &prosc::DesktopApp::stopAndQuit);
    }
    (*desktop)->show();
    return QApplication::exec();
}
