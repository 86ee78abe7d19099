#include "app/desktop/desktop_app.h"

#include "app/base/logging.h"
#include "app/desktop/upload_views.h"
#include "app/platform/form_factor.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"
#include "ui/text/recovery_text.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QSessionManager>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kUploadAtQuit = std::chrono::seconds(20);
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
void printLinks(const OpenedRoom &room)
{
    std::printf("host:        %s\nmoderator:   %s\nparticipant: %s\n",
                qUtf8Printable(room.hostLink), qUtf8Printable(room.moderatorLink),
                qUtf8Printable(room.participantLink));
    std::fflush(stdout);
}

} // namespace

Result<std::unique_ptr<DesktopApp>> DesktopApp::create(const Clock &clock,
                                                       const DesktopRequest &request)
{
    auto folders = Folders::create();
    if (!folders) {
        return fail(folders.error());
    }
    std::unique_ptr<DesktopApp> app(new DesktopApp(clock, request, *folders));
    if (const auto started = app->startEngine(); !started) {
        return fail(started.error());
    }
    app->wireStartPage();
    app->wireUploads();
    app->wireTray();
    return app;
}

DesktopApp::DesktopApp(const Clock &clock, DesktopRequest request, Folders folders)
    : m_clock(clock), m_request(std::move(request)), m_folders(std::move(folders)),
      m_recent(inFolder(m_folders.data, "recent.json")),
      m_settings(inFolder(m_folders.data, "settings.json")), m_engineThread(u"engine"_s),
      m_encoders(std::make_unique<EncoderList>([this] { return m_engine->encoders.all(); })),
      m_hosting(clock, HostingOptions{inFolder(m_folders.data, "service"), m_request.onlyHere,
                                      m_request.port}),
      m_window(clock), m_tray(m_window),
      m_name(m_request.name.isEmpty() ? userName() : m_request.name)
{
    m_quitDeadline.setSingleShot(true);
    // Not quit(): that asks the window, which asks the user.
    connect(&m_quitDeadline, &QTimer::timeout, qApp, [] { QApplication::exit(0); });
}

DesktopApp::~DesktopApp()
{
    m_model.reset();
    m_encoders.reset(); // a running probe needs the engine's parts
    m_engineThread.call([this] { m_engine.reset(); });
}

Status DesktopApp::startEngine()
{
    Status status;
    m_engineThread.call([this, &status] {
        auto engine = EngineParts::create(m_clock, inFolder(m_folders.data, "uploads"));
        if (engine) {
            m_engine = std::move(*engine);
            m_engine->apply(m_settings.uploads(), m_folders.recordings);
        } else {
            status = fail(engine.error());
        }
    });
    if (status) {
        auto *uploads = m_engine->uploads.get();
        connect(uploads, &UploadQueue::changed, uploads, [this] { tellUploads(); });
        // Uploads that wait for user action emit no changes.
        m_engineThread.post([this] { tellUploads(); });
        connect(uploads, &UploadQueue::published, this,
                [this](const RecordingId &, const QString &name) { m_tray.announceReady(name); });
        wireRecovery();
        recoverRecordings(RecordingRecovery::Unfinished::MayGoOn);
    }
    return status;
}

void DesktopApp::tellUploads()
{
    const auto &queue = *m_engine->uploads;
    QMetaObject::invokeMethod(this, [this, idle = queue.isIdle(), views = uploadViews(queue)] {
        m_uploading = !idle;
        m_notUploaded = notUploaded(views);
        m_window.startPage().setUploads(views);
        updateWork();
    });
}

void DesktopApp::wireUploads()
{
    auto &page = m_window.startPage();
    const auto ask = [this](auto action) {
        return [this, action](const RecordingId &recording) {
            m_engineThread.post([this, action, recording] {
                if (const auto done = action(*m_engine->uploads, recording); !done) {
                    qCInfo(logLibrary) << "not done:" << done.error().detail; // it is gone by now
                }
            });
        };
    };
    connect(&page, &StartPage::retryUploadRequested, this,
            ask([](UploadQueue &uploads, const RecordingId &id) { return uploads.retryNow(id); }));
    connect(&page, &StartPage::resumeUploadRequested, this,
            ask([](UploadQueue &uploads, const RecordingId &id) {
                return uploads.setPaused(id, false);
            }));
    connect(&page, &StartPage::stopUploadRequested, this,
            ask([](UploadQueue &uploads, const RecordingId &id) { return uploads.forget(id); }));
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
                if (!m_hosting.keeps(note.order.recording)) {
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
    connect(recovery, &RecordingRecovery::finished, this, &DesktopApp::serveOwnUploads);
    connect(&m_hosting, &Hosting::serving, this, &DesktopApp::sendToOwnService);
}

std::vector<RecordingId> DesktopApp::ownUploads()
{
    std::vector<RecordingId> own;
    m_engineThread.call([this, &own] {
        for (const auto &upload : m_engine->uploads->uploads()) {
            if (!upload.live && m_hosting.keeps(upload.recording)) {
                own.push_back(upload.recording);
            }
        }
    });
    return own;
}

/// Recordings made in a room hosted here need that room's service for their upload.
void DesktopApp::serveOwnUploads()
{
    if (!ownUploads().empty()) {
        m_hosting.serve();
    }
}

void DesktopApp::sendToOwnService(const QUrl &base, const QString &certificate)
{
    for (const auto &recording : ownUploads()) {
        m_engineThread.post([this, recording, base, certificate] {
            // It may have been removed in the meantime.
            static_cast<void>(m_engine->uploads->moveTo(recording, base, certificate));
        });
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
            [this] { join(m_lastLink, m_name, m_lastHosted); });
    connect(&m_hosting, &Hosting::opened, this, [this](const OpenedRoom &room) {
        if (m_request.start == DesktopRequest::Start::Host) {
            printLinks(room);
        }
        join(room.hostLink, m_name, HostedLinks{room.moderatorLink, room.participantLink});
        if (m_request.demo > 0) {
            m_hosting.simulate(room.participantLink, m_request.demo);
        }
    });
    connect(&m_hosting, &Hosting::failed, this, [this](const Error &error) {
        m_window.startPage().showError(error);
        if (m_request.start == DesktopRequest::Start::Host) {
            std::fprintf(stderr, "%s\n", qUtf8Printable(errorText(error)));
        }
    });
}

void DesktopApp::wireTray()
{
    connect(&m_tray, &TrayController::quitRequested, qApp, [] { QApplication::exit(0); });
    connect(&m_tray, &TrayController::stopAndQuitRequested, this, &DesktopApp::stopAndQuit);
    connect(&m_tray, &TrayController::openMediaRequested, this, [this] {
        if (auto *room = m_window.room()) {
            room->openMedia();
        }
    });
    // Direct: the session manager waits for the slot to return.
    connect(qApp, &QGuiApplication::commitDataRequest, this, &DesktopApp::sessionEnding,
            Qt::DirectConnection);
}

void DesktopApp::sessionEnding(QSessionManager &manager)
{
    if (!m_model || !m_model->isRecordingHere()) {
        return;
    }
    if (manager.allowsInteraction()) {
        manager.cancel();
        manager.release();
        m_tray.requestQuit();
        return;
    }
    QEventLoop loop;
    connect(m_model.get(), &QObject::destroyed, &loop, &QEventLoop::quit);
    stopAndQuit();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
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
        m_window.startPage().setLink(m_request.link);
        join(m_request.link, m_name);
        break;
    }
}

void DesktopApp::host(const QString &title, const QString &name)
{
    m_name = name;
    m_window.startPage().showBusy(tr("Opening the room …", "while a hosted room is made"));
    m_hosting.open(title);
}

void DesktopApp::join(const QString &link, const QString &name, const HostedLinks &hosted)
{
    m_name = name;
    const auto parsed = parseJoinLink(link);
    if (!parsed) {
        m_window.startPage().showError(parsed.error());
        return;
    }
    m_lastLink = link;
    m_lastHosted = hosted;
    enter(*parsed, name, hosted);
}

void DesktopApp::enter(const JoinLink &link, const QString &name, const HostedLinks &hosted)
{
    ++m_modelsAlive;
    m_model = std::make_unique<DesktopRoomModel>(
        m_engineThread, *m_engine, m_clock, DesktopRoomModel::Computer{m_settings, *m_encoders},
        DesktopRoomModel::Options{
            RoomClientOptions{
                link, SessionIdentity{link.token, name.left(80), formFactor(), ClientKind::Desktop},
                m_folders.recordings, m_settings.encoding(), m_settings.uploads().onlyAfterMeeting},
            hosted, m_folders.cache});
    connect(m_model.get(), &RoomModel::viewChanged, this, &DesktopApp::remember);
    connect(m_model.get(), &RoomModel::viewChanged, this, &DesktopApp::updateWork);
    connect(m_model.get(), &DesktopRoomModel::recorderStateChanged, this, &DesktopApp::updateWork);
    // What a failed recording has written becomes a file at once, not only at the next start.
    connect(m_model.get(), &DesktopRoomModel::recordingFailed, this,
            [this] { recoverRecordings(RecordingRecovery::Unfinished::IsCompleted); });
    m_window.enter(*m_model);
    m_model->join();
}

void DesktopApp::remember()
{
    const auto &view = m_model->view();
    if (view.connection == Connection::Joined && m_lastHosted.participantLink.isEmpty()) {
        m_recent.add(RecentRoom{view.room.room.title, m_lastLink, m_clock.wallTime()});
        disconnect(m_model.get(), &RoomModel::viewChanged, this, &DesktopApp::remember);
    }
}

void DesktopApp::roomClosed()
{
    // Deferred: the room's widgets still use it, and this slot runs inside its signal. Its
    // destructor waits until a recording made here is complete on disk.
    auto *model = m_model.release();
    // It still reports how the recording ends, but it is no longer the open room.
    disconnect(model, &RoomModel::viewChanged, this, nullptr);
    connect(model, &QObject::destroyed, this, [this] {
        --m_modelsAlive;
        updateWork();
    });
    model->deleteLater();
    m_window.startPage().setRecentRooms(m_recent.rooms());
    updateWork();
}

void DesktopApp::updateWork()
{
    const bool inRoom = m_model && m_model->view().connection != Connection::Left;
    BackgroundWork work;
    work.hosting = inRoom && !m_lastHosted.participantLink.isEmpty();
    work.recording = m_model && m_model->isRecordingHere();
    work.uploading = m_uploading;
    work.notUploaded = m_notUploaded;
    m_tray.setWork(work);
    quitWhenDone();
}

void DesktopApp::stopAndQuit()
{
    m_ending = Ending::StopAndQuit;
    m_window.hide();
    if (m_model) {
        m_model->leave(); // roomClosed() follows
    } else {
        quitWhenDone();
    }
}

void DesktopApp::quitWhenDone()
{
    if (m_ending != Ending::StopAndQuit || m_modelsAlive > 0) {
        return;
    }
    if (!m_uploading) {
        QApplication::exit(0);
    } else if (!m_quitDeadline.isActive()) {
        m_quitDeadline.start(kUploadAtQuit);
    }
}

} // namespace prosc
