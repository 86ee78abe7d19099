#include "app/base/clock.h"
#include "app/desktop/desktop_app.h"
#include "app/desktop/desktop_request.h"
#ifdef PROSCENIUM_SERVICE
#include "app/hosting/service_hosting.h"
#endif
#include "app/media/ffmpeg/media_logging.h"
#include "app/platform/file_limit.h"
#include "app/platform/folders.h"
#include "app/platform/single_instance.h"
#include "app/platform/termination_signals.h"
#include "ui/text/error_text.h"
#include "ui/text/start_text.h"
#include "ui/text/translations.h"
#include "ui/widgets/style.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>
#include <QMessageBox>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

using prosc::DesktopRequest;
using prosc::SingleInstance;

/// A program that is about to end may first upload for 20 s.
constexpr auto kPatience = std::chrono::seconds(30);

#ifdef PROSCENIUM_SERVICE
constexpr auto kAbility = prosc::Ability::HostAndJoin;

prosc::DesktopApp::MakeHosting hostingFor(const prosc::Clock &clock, const DesktopRequest &request)
{
    return [&clock, &request](const QString &folder) {
        return std::make_unique<prosc::ServiceHosting>(
            clock, prosc::HostingOptions{folder, request.onlyHere, request.port});
    };
}
#else
constexpr auto kAbility = prosc::Ability::Join;

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

int failInTerminal(const QString &sentence)
{
    std::fputs((sentence + QLatin1Char('\n')).toUtf8().constData(), stderr);
    return 1;
}

/// Also for those who did not start the program in a terminal.
int failWithWindow(const QString &sentence)
{
    failInTerminal(sentence);
    QMessageBox::critical(nullptr, u"Proscenium"_s, sentence);
    return 1;
}

/// The desktop's permission to take the focus, for the program that runs already.
QString takeActivationToken()
{
    const auto token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    return token.size() <= 1024 ? token : QString();
}

int runDesktop(const DesktopRequest &request, const prosc::Folders &folders,
               SingleInstance &instance)
{
    const prosc::SystemClock clock;
    const auto desktop =
        prosc::DesktopApp::create(clock, request, folders, hostingFor(clock, request));
    if (!desktop) {
        return failWithWindow(prosc::errorText(desktop.error()));
    }
    const auto termination = prosc::TerminationSignals::create();
    if (termination) {
        QObject::connect(termination->get(), &prosc::TerminationSignals::requested, desktop->get(),
                         &prosc::DesktopApp::stopAndQuit);
    }
    QObject::connect(desktop->get(), &prosc::DesktopApp::ending, &instance,
                     &SingleInstance::retire);
    (*desktop)->show();
    instance.serve([app = desktop->get()](const QByteArray &text) {
        const auto later = prosc::readRequest(text);
        return later && app->handle(*later) ? SingleInstance::Answer::Done
                                            : SingleInstance::Answer::Refused;
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    auto arguments = ownArguments(argc, argv);
    if (prosc::linkHasCompany(arguments)) {
        return failInTerminal(u"A proscenium: link must be the only argument."_s);
    }
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
    prosc::describeArguments(parser, kAbility);
    parser.process(app);
    auto request = prosc::requestOf(parser, kAbility);
    if (!request) {
        return failInTerminal(request.error());
    }
    request->activation = takeActivationToken();
    const auto folders = prosc::Folders::create();
    if (!folders) {
        return failWithWindow(prosc::folderReadOnlyText(folders.error().detail));
    }
    // A disk that is only full still lets people look and listen.
    if (const auto writable = prosc::makeWritableFolder(folders->data);
        !writable && writable.error().code != prosc::ErrorCode::DiskFull) {
        return failWithWindow(prosc::folderReadOnlyText(folders->data));
    }
    auto claim = SingleInstance::claim(folders->data, prosc::writeRequest(*request), kPatience);
    if (!claim) {
        return failWithWindow(prosc::runningSilentText());
    }
    if (claim->first) {
        return runDesktop(*request, *folders, *claim->first);
    }
    return claim->answer == SingleInstance::Answer::Done
               ? 0
               : failInTerminal(prosc::alreadyRunningText());
}
