#include "app/desktop/quit_control.h"

#include "app/platform/shutdown_block.h"

#include <QApplication>
#include <QEventLoop>
#include <QSessionManager>
#include <QWidget>

#include <chrono>
#include <utility>

namespace prosc {

namespace {

constexpr auto kUploadAtQuit = std::chrono::seconds(20);

/// Not QApplication::quit(): that asks the window, which asks the user.
void exitNow()
{
    QApplication::exit(0);
}

} // namespace

QuitControl::QuitControl(QWidget &window, TrayController &tray, const DesktopUploadsModel &uploads)
    : m_window(window), m_tray(tray), m_uploads(uploads)
{
    m_uploadDeadline.setSingleShot(true);
    connect(&m_uploadDeadline, &QTimer::timeout, qApp, &exitNow);
    connect(&tray, &TrayController::quitRequested, qApp, &exitNow);
    connect(&tray, &TrayController::stopAndQuitRequested, this, &QuitControl::stopAndQuit);
    // Direct: the session manager waits for the slot to return.
    connect(qApp, &QGuiApplication::commitDataRequest, this, &QuitControl::sessionEnding,
            Qt::DirectConnection);
    // Windows may shut down although we asked it not to; the process ends when this has returned.
    connect(qApp, &QCoreApplication::aboutToQuit, this, &QuitControl::completeRecording);
}

void QuitControl::roomOpened(DesktopRoom &room)
{
    m_room = &room;
    ++m_roomsAlive;
    connect(&room, &QObject::destroyed, this, [this] {
        --m_roomsAlive;
        Q_EMIT roomFinished();
        quitWhenDone();
    });
}

void QuitControl::roomClosed()
{
    m_room = nullptr;
}

void QuitControl::setWork(const BackgroundWork &work)
{
    m_tray.setWork(work);
    if (std::exchange(m_holdsShutdown, work.recording) != work.recording) {
        //: Shown by Windows before a shutdown, beside the program's name.
        const QString reason = tr("A recording is being made. Stop it first.");
        setShutdownBlock(m_window.winId(), work.recording ? reason : QString());
    }
    quitWhenDone();
}

void QuitControl::stopAndQuit()
{
    m_isEnding = true;
    Q_EMIT ending();
    m_window.hide();
    if (m_room) {
        m_room->model().leave(); // roomClosed() follows
    } else {
        quitWhenDone();
    }
}

void QuitControl::sessionEnding(QSessionManager &manager)
{
    if (!isRecordingHere()) {
        return;
    }
    if (manager.allowsInteraction()) {
        manager.cancel();
        manager.release();
        m_tray.requestQuit();
        return;
    }
    completeRecording();
}

void QuitControl::completeRecording()
{
    if (!isRecordingHere()) {
        return;
    }
    QEventLoop loop;
    connect(m_room, &QObject::destroyed, &loop, &QEventLoop::quit);
    stopAndQuit();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

bool QuitControl::isRecordingHere() const
{
    return m_room && m_room->model().isRecordingHere();
}

void QuitControl::quitWhenDone()
{
    if (!m_isEnding || m_roomsAlive > 0) {
        return;
    }
    if (m_uploads.isIdle()) {
        exitNow();
    } else if (!m_uploadDeadline.isActive()) {
        m_uploadDeadline.start(kUploadAtQuit);
    }
}

} // namespace prosc
