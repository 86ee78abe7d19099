#include "app/commands/encoding_options.h"
#include "app/commands/hosting/hosting_commands.h"
#include "app/commands/hosting/service_output.h"
#include "app/commands/output_folder.h"
#include "app/commands/recording_output.h"
#include "app/composition/simulated_room.h"
#include "app/platform/folders.h"
#include "app/platform/termination_signals.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kStageTimeout = std::chrono::seconds(30);

/// Starts the recording when all participants are sending, or after a timeout that reports how many
/// could.
class Curtain : public QObject
{
public:
    Curtain(SimulatedRoom &room, HeadlessRecording &recording, int count)
        : m_room(room), m_recording(recording), m_count(count)
    {
        connect(&room, &SimulatedRoom::liveChanged, this, &Curtain::check);
        connect(&recording, &HeadlessRecording::joined, this, [this] {
            m_joined = true;
            check();
        });
        m_timeout.setSingleShot(true);
        connect(&m_timeout, &QTimer::timeout, this, [this] {
            CommandLine::say(u"Only %1 of %2 participants could send; recording all the same."_s
                                 .arg(m_room.live())
                                 .arg(m_count));
            raise();
        });
        m_timeout.start(kStageTimeout);
    }

private:
    void check()
    {
        if (m_joined && m_room.live() >= m_count) {
            raise();
        }
    }
    void raise()
    {
        m_timeout.stop();
        if (!std::exchange(m_raised, true)) {
            m_recording.begin();
        }
    }

    SimulatedRoom &m_room;
    HeadlessRecording &m_recording;
    const int m_count;
    QTimer m_timeout;
    bool m_joined = false;
    bool m_raised = false;
};

struct DemoOptions
{
    int participants = 4;
    std::chrono::milliseconds duration{};
    QString title;
    QString dataFolder;
    QString recordingsFolder;
    bool simulcast = true;
    EncodingSettings encoding = {};
};

Result<QString> usualFolder()
{
    return Folders::create().map(
        [](const Folders &folders) { return QDir(folders.data).filePath(u"demo"_s); });
}

/// Quotes for a shell, as one word.
QString quoted(QString path)
{
    return QLatin1Char('\'') + path.replace(QLatin1Char('\''), QLatin1String("'\\''")) +
           QLatin1Char('\'');
}

/// The room service ends with the demo, so its link to the file would be dead.
void sayHowToLook(const QString &file)
{
    QString player = u"ffplay"_s;
    for (const char *name : {"xdg-open", "mpv", "vlc"}) {
        if (!QStandardPaths::findExecutable(QLatin1String(name)).isEmpty()) {
            player = QLatin1String(name);
            break;
        }
    }
    CommandLine::say(
        u"Play it with any video player, for example: %1 %2"_s.arg(player, quoted(file)));
}

std::optional<DemoOptions> optionsFrom(const CommandLine &line)
{
    const auto participants = line.number(u"participants"_s, 1, 25);
    const auto duration = line.duration(u"for"_s);
    const auto encoding = participants && duration ? encodingFrom(line) : std::nullopt;
    const auto base = encoding ? outputFolder(line, usualFolder) : std::nullopt;
    if (!base) {
        return std::nullopt;
    }
    DemoOptions options{*participants, *duration, line.value(u"title"_s), {}, {}};
    options.encoding = *encoding;
    options.simulcast = !line.isSet(u"no-simulcast"_s);
    options.dataFolder = QDir(*base).filePath(u"service"_s);
    options.recordingsFolder = QDir(*base).filePath(u"recordings"_s);
    return options;
}

int run(const CommandLine &line, const DemoOptions &options)
{
    const SystemClock clock;
    ServiceConfig config;
    config.dataFolder = options.dataFolder;
    config.port = 0;
    const auto service = RoomService::start(config, clock);
    if (!service) {
        return CommandLine::fail(service.error());
    }
    if (!reportMediaServer(**service)) {
        return 1;
    }
    const auto opened =
        (*service)->openRoom(RoomRequest{{}, options.title, RoomType::Single, {}, {}});
    if (!opened) {
        return CommandLine::fail(opened.error());
    }
    const auto guestLink = parseJoinLink(opened->participantLink);
    const auto hostLink = parseJoinLink(opened->hostLink);
    auto engine = EngineParts::create(clock, QDir(options.dataFolder).filePath(u"uploads"_s));
    if (!guestLink || !hostLink || !engine) {
        return CommandLine::fail(!engine     ? engine.error()
                                 : guestLink ? hostLink.error()
                                             : guestLink.error());
    }
    CommandLine::say(u"Preparing %1 participants ..."_s.arg(options.participants));
    SimulationOptions simulation{*guestLink, options.participants, 1, QSize(1280, 720), {}, {}};
    simulation.simulcast = options.simulcast;
    auto room = SimulatedRoom::create(*(*engine)->gst, simulation);
    if (!room) {
        return CommandLine::fail(room.error());
    }
    HeadlessRecording recording(**engine, clock,
                                {*hostLink, u"Recorder"_s, options.recordingsFolder,
                                 options.duration, false, options.encoding});
    showRecording(recording, line, *(*engine)->uploads, ShownPlace::File);
    QString file;
    QObject::connect(
        &recording, &HeadlessRecording::finished, &recording,
        [&file](const HeadlessRecording::Outcome &outcome) { file = outcome.file.path; });
    const auto signals_ = TerminationSignals::create();
    if (signals_) {
        QObject::connect(signals_->get(), &TerminationSignals::requested, &recording,
                         &HeadlessRecording::stop);
    }
    Curtain curtain(**room, recording, options.participants);
    CommandLine::say(u"They join through WebRTC ..."_s);
    (*room)->join();
    recording.join();
    const int code = QCoreApplication::exec();
    if (!file.isEmpty()) {
        sayHowToLook(file);
    }
    return code;
}

} // namespace

int demoCommand(const QStringList &arguments)
{
    CommandLine line(u"demo"_s,
                     u"The whole job on this machine: a room service, simulated participants, a "
                     "recording; ends with the path of the MP4 and how to look at it."_s);
    line.addOption(u"for"_s, u"How long to record."_s, u"time"_s, u"20s"_s);
    line.addOption(u"participants"_s, u"How many (1 to 25)."_s, u"N"_s, u"4"_s);
    line.addOption(u"title"_s, u"Title of the room."_s, u"title"_s, u"Demo"_s);
    line.addOption(u"out"_s, u"Folder for everything."_s, u"folder"_s);
    line.addOption(u"no-simulcast"_s, u"The participants send one size of picture, not three."_s);
    addEncodingOptions(line);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const auto options = optionsFrom(line);
    return options ? run(line, *options) : 1;
}

} // namespace prosc
