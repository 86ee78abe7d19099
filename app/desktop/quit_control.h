#pragma once

#include "app/desktop/desktop_room.h"
#include "ui/tray_controller.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QSessionManager;

namespace prosc {

/// Ends the program in good order: on the user's wish, at log-out, and when the system shuts down.
/// A recording made here is complete before the process ends. GUI thread.
class QuitControl : public QObject
{
    Q_OBJECT
public:
    /// All must outlive this.
    QuitControl(QWidget &window, TrayController &tray, const DesktopUploadsModel &uploads);

    /// The room that is open from now on. It may close (roomClosed()) long before it is destroyed.
    void roomOpened(DesktopRoom &room);
    void roomClosed();
    /// Whether anything is still done: holds up the system's shutdown during a recording.
    void setWork(const BackgroundWork &work);
    /// Completes a recording, gives uploads a short time, and exits without asking.
    void stopAndQuit();

Q_SIGNALS:
    /// The program ends as soon as what it does is complete.
    void ending();
    /// A room that was open has been destroyed: what was recorded in it is complete.
    void roomFinished();

private:
    /// Log-out and shutdown: asks the user while a recording is made here; if asking is not
    /// allowed, completes the file before returning.
    void sessionEnding(QSessionManager &manager);
    /// Stops a recording made here and returns when its file is complete.
    void completeRecording();
    [[nodiscard]] bool isRecordingHere() const;
    void quitWhenDone();

    QWidget &m_window;
    TrayController &m_tray;
    const DesktopUploadsModel &m_uploads;
    QPointer<DesktopRoom> m_room;
    /// Rooms that are open or closing.
    int m_roomsAlive = 0;
    /// As long as a recording is made here.
    bool m_holdsShutdown = false;
    bool m_isEnding = false;
    QTimer m_uploadDeadline;
};

} // namespace prosc
