#include "app/desktop/desktop_app.h"

#include "app/base/logging.h"
#include "app/desktop/about.h"
#include "app/desktop/models/upload_views.h"
#include "app/platform/device_word.h"
#include "app/platform/form_factor.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"
#include "ui/text/recovery_text.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Maximum number of messages about earlier recordings on the start page.
constexpr qsizetype kMostNews = 4;

QString inFolder(const QString &folder, const char *name)
{
    return QDir(folder).filePath(QLatin1String(name));
}

/// The default name of a person.
QString userName()
{
    const auto name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? DesktopApp::tr("Host", "default name of a person") : name;
}

/// For users who start the program in a terminal, as proscenium-room serve does.
void printLinks(const HostedRoom &room)
{
    std::printf("host:        %s\nmoderator:   %s\nparticipant: %s\n",
                qUtf8Printable(room.hostLink), qUtf8Printable(room.moderatorLink),
                qUtf8Printable(room.participantLink));
    std::fflush(stdout);
}

} // namespace

Result<std::unique_ptr<DesktopApp>> DesktopApp::create(const Clock &clock,
                                                       const DesktopRequest &request,
                                                       const Folders &folders,
                                                       const MakeHosting &makeHosting)
{
    std::unique_ptr<DesktopApp> app(new DesktopApp(clock, request, folders));
    if (makeHosting) {
        app->m_hosting = makeHosting(inFolder(folders.data, "service"));
    }
    if (const auto started = app->startEngine(); !started) {
        return fail(started.error());
    }
    app->wireStartPage();
    app->wireHosting();
    app->wireLinks();
    app->wireTray();
    app->wireQuit();
    return app;
}

DesktopApp::DesktopApp(const Clock &clock, DesktopRequest request, Folders folders)
    : m_clock(clock), m_request(std::move(request)), m_folders(std::move(folders)),
      m_recent(inFolder(m_folders.data, "recent.json")),
      m_computer(inFolder(m_folders.data, "settings.json")), m_engineThread(u"engine"_s),
      m_window(clock), m_tray(m_window), m_visits(m_window),
      m_name(m_request.name.isEmpty() ? userName() : m_request.name), m_demo(m_request.demo)
{
}

DesktopApp::~DesktopApp()
{
    if (m_quit) {
        m_quit->disconnect(this); // no room follows the one that ends here
    }
    m_room.reset();
    m_settings.reset(); // a running probe of the encoders needs the engine's parts
    m_engineThread.call([this] { m_engine.reset(); });
}

Status DesktopApp::startEngine()
{
    Status status;
    m_engineThread.call([this, &status] {
        auto engine = EngineParts::create(m_clock, inFolder(m_folders.data, "uploads"));
        if (engine) {
            m_engine = std::move(*engine);
            m_engine->apply(m_computer.uploads(), m_folders.recordings);
        } else {
            status = fail(engine.error());
        }
    });
    if (status) {
        m_settings = std::make_unique<DesktopSettingsModel>(m_engineThread, *m_engine, m_computer,
                                                            m_folders.recordings);
        m_uploads = std::make_unique<DesktopUploadsModel>(m_engineThread, *m_engine->uploads);
        m_quit = std::make_unique<QuitControl>(m_window, m_tray, *m_uploads);
        if (m_hosting) {
            m_ownUploads = std::make_unique<OwnUploads>(m_engineThread, *m_engine, *m_hosting);
        }
        wireUploads();
        wireRecovery();
        recoverRecordings(RecordingRecovery::Unfinished::MayGoOn);
    }
    return status;
}

void DesktopApp::wireUploads()
{
    auto *uploads = m_uploads.get();
    connect(uploads, &UploadsModel::uploadsChanged, this, &DesktopApp::uploadsChanged);
    connect(uploads, &UploadsModel::published, this,
            [this](const RecordingId &, const QString &name) { m_tray.announceReady(name); });
    connect(uploads, &UploadsModel::requestFailed, this, [](const Error &error) {
        qCInfo(logLibrary) << "not done:" << error.detail; // it is gone by now
    });
    auto *page = &m_window.startPage();
    connect(page, &StartPage::retryUploadRequested, uploads, &UploadsModel::retry);
    connect(page, &StartPage::resumeUploadRequested, uploads,
            [uploads](const RecordingId &recording) { uploads->pause(recording, false); });
    connect(page, &StartPage::stopUploadRequested, uploads, &UploadsModel::stop);
}

void DesktopApp::uploadsChanged()
{
    m_window.startPage().setUploads(m_uploads->uploads());
    updateWork();
}

void DesktopApp::wireRecovery()
{
    auto *recovery = m_engine->recovery.get();
    const auto say = [this](const QString &sentence) {
        m_news.append(sentence);
        m_news = m_news.mid(std::max<qsizetype>(0, m_news.size() - kMostNews));
        m_window.startPage().showSentence(m_news.join(QLatin1Char('\n')));
        if (auto *room = m_window.room()) {
            room->showMessage(sentence);
        }
    };
    connect(recovery, &RecordingRecovery::waiting, this,
            [this, say](const RecordingNote &note, const QDateTime &until) {
                const auto &title = note.order.title;
                if (!m_hosting || !m_hosting->keeps(note.order.recording)) {
                    return say(waitingText(title, until));
                }
                if (m_request.start != DesktopRequest::Start::Host) {
                    m_window.startPage().setTitle(title);
                }
                say(waitingHostedText(title, until));
            });
    connect(recovery, &RecordingRecovery::recovered, this, [say](const RecordedFile &file) {
        say(recoveredText(QFileInfo(file.path).fileName()));
    });
    connect(recovery, &RecordingRecovery::failed, this,
            [say](const QString &folder, const Error &error) { say(lostText(folder, error)); });
    if (m_ownUploads) {
        connect(recovery, &RecordingRecovery::finished, m_ownUploads.get(), &OwnUploads::serve);
    }
}

void DesktopApp::recoverRecordings(RecordingRecovery::Unfinished rule)
{
    m_engineThread.post([this, rule] { m_engine->recovery->start(m_folders.recordings, rule); });
}

void DesktopApp::wireStartPage()
{
    auto &page = m_window.startPage();
    page.setName(m_name);
    if (m_request.start == DesktopRequest::Start::Host) {
        page.setTitle(m_request.title);
    }
    page.setRecentRooms(m_recent.rooms());
    connect(&page, &StartPage::hostRequested, this, &DesktopApp::host);
    connect(&page, &StartPage::joinRequested, this,
            [this](const QString &link, const QString &name) { join(link, name); });
    connect(&m_window, &MainWindow::roomClosed, this, &DesktopApp::roomClosed);
    connect(&m_window, &MainWindow::rejoinRequested, this,
            [this] { join(m_lastLink.toString(), m_name, m_lastHosted); });
}

void DesktopApp::wireHosting()
{
    m_window.startPage().setCanHost(m_hosting != nullptr);
    if (!m_hosting) {
        return;
    }
    connect(m_hosting.get(), &Hosting::opened, this, [this](const HostedRoom &room) {
        if (m_request.start == DesktopRequest::Start::Host) {
            printLinks(room);
        }
        join(room.hostLink, m_name, HostedLinks{room.moderatorLink, room.participantLink});
        // Only for the room that was asked for, not for those hosted later.
        if (const int people = std::exchange(m_demo, 0); people > 0) {
            m_hosting->simulate(room.participantLink, people);
        }
        m_visits.release(place());
    });
    connect(m_hosting.get(), &Hosting::failed, this, [this](const Error &error) {
        m_window.startPage().showError(error);
        if (m_request.start == DesktopRequest::Start::Host) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(errorText(error)));
        }
        m_visits.release(place());
    });
}

void DesktopApp::wireLinks()
{
    connect(&m_visits, &LinkVisits::joinRequested, this, [this](const QString &link) {
        const auto name = m_window.startPage().name();
        join(link, name.isEmpty() ? m_name : name);
    });
    connect(&m_visits, &LinkVisits::leaveRequested, this, [this] {
        if (m_room) {
            m_room->model().leave(); // roomClosed() follows
        }
    });
}

void DesktopApp::wireTray()
{
    const auto showAbout = [this] {
        const auto parts = m_hosting ? BuildParts::All : BuildParts::Client;
        (new AboutDialog(aboutOf(parts), &m_window))->open();
    };
    connect(&m_tray, &TrayController::aboutRequested, this, showAbout);
    connect(&m_window, &MainWindow::aboutRequested, this, showAbout);
    connect(&m_tray, &TrayController::openMediaRequested, this, [this] {
        if (auto *room = m_window.room()) {
            room->openMedia();
        }
    });
}

void DesktopApp::wireQuit()
{
    connect(m_quit.get(), &QuitControl::ending, this, &DesktopApp::ending);
    connect(m_quit.get(), &QuitControl::roomFinished, this, [this] {
        updateWork();
        m_visits.roomLeft();
    });
}

void DesktopApp::show()
{
    m_window.resize(1280, 800);
    m_window.show();
    switch (m_request.start) {
    case DesktopRequest::Start::Page:
        break;
    case DesktopRequest::Start::Host:
        host(m_request.title, m_name);
        break;
    case DesktopRequest::Start::Join:
        m_visits.open(m_request.link, place());
        break;
    }
}

LinkVisits::Place DesktopApp::place() const
{
    return m_room ? LinkVisits::Place{m_lastLink, work()} : LinkVisits::Place();
}

bool DesktopApp::handle(const DesktopRequest &request)
{
    if (!request.activation.isEmpty()) {
        // Qt takes it from there when it activates a window under Wayland.
        qputenv("XDG_ACTIVATION_TOKEN", request.activation.toUtf8());
    }
    m_tray.showWindow();
    if (!request.name.isEmpty()) {
        m_window.startPage().setName(request.name);
    }
    if (request.start == DesktopRequest::Start::Join) {
        m_visits.open(request.link, place());
    }
    return request.start != DesktopRequest::Start::Host;
}

void DesktopApp::host(const QString &title, const QString &name)
{
    m_name = name;
    m_window.startPage().showBusy(tr("Opening the room …", "while a hosted room is made"));
    m_visits.hold();
    m_hosting->open(title);
}

void DesktopApp::join(const QString &link, const QString &name, const HostedLinks &hosted)
{
    m_name = name;
    const auto parsed = parseJoinLink(link);
    if (!parsed) {
        m_window.startPage().showError({ErrorCode::TokenInvalid, parsed.error().detail});
        return;
    }
    m_lastLink = *parsed;
    m_lastHosted = hosted;
    enter(*parsed, name, hosted);
}

void DesktopApp::enter(const JoinLink &link, const QString &name, const HostedLinks &hosted)
{
    m_room = std::make_unique<DesktopRoom>(
        DesktopRoom::Engine{m_engineThread, *m_engine}, m_clock,
        DesktopRoom::Computer{*m_settings, *m_uploads},
        DesktopRoom::Options{
            RoomClientOptions{link,
                              SessionIdentity{link.token, name.left(80), formFactor(),
                                              ClientKind::Desktop, deviceWord(link.room)},
                              m_folders.recordings, m_computer.encoding(),
                              m_computer.uploads().onlyAfterMeeting},
            hosted, m_folders.cache});
    m_quit->roomOpened(*m_room);
    auto *model = &m_room->model();
    connect(model, &RoomModel::viewChanged, this, &DesktopApp::remember);
    connect(model, &RoomModel::viewChanged, this, &DesktopApp::updateWork);
    connect(model, &DesktopRoomModel::recorderStateChanged, this, &DesktopApp::updateWork);
    // What a failed recording has written becomes a file at once, not only at the next start.
    connect(model, &DesktopRoomModel::recordingFailed, this,
            [this] { recoverRecordings(RecordingRecovery::Unfinished::IsCompleted); });
    m_window.enter(m_room->models());
    model->join();
}

void DesktopApp::remember()
{
    const auto &view = m_room->model().view();
    if (view.connection == Connection::Joined && m_lastHosted.participantLink.isEmpty()) {
        m_recent.add(RecentRoom{view.room.room.title, m_lastLink.toString(), m_clock.wallTime()});
        disconnect(&m_room->model(), &RoomModel::viewChanged, this, &DesktopApp::remember);
    }
}

void DesktopApp::roomClosed()
{
    // Deferred: the room's widgets still use it, and this slot runs inside its signal. Its
    // destructor waits until a recording made here is complete on disk.
    auto *room = m_room.release();
    // It still reports how the recording ends, but it is no longer the open room.
    disconnect(&room->model(), &RoomModel::viewChanged, this, nullptr);
    m_quit->roomClosed();
    room->deleteLater();
    m_window.startPage().setRecentRooms(m_recent.rooms());
    updateWork();
}

BackgroundWork DesktopApp::work() const
{
    const bool inRoom = m_room && m_room->model().view().connection != Connection::Left;
    BackgroundWork work;
    work.hosting = inRoom && !m_lastHosted.participantLink.isEmpty();
    work.recording = m_room && m_room->model().isRecordingHere();
    work.uploading = !m_uploads->isIdle();
    work.notUploaded = notUploaded(m_uploads->uploads());
    return work;
}

void DesktopApp::updateWork()
{
    m_quit->setWork(work());
}

void DesktopApp::stopAndQuit()
{
    m_quit->stopAndQuit();
}

} // namespace prosc
