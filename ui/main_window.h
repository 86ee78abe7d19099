#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"
#include "ui/model/room_models.h"

#include <QStackedWidget>

#include <optional>

namespace prosc {

class LeftPage;
class RoomWindow;
class StartPage;
class WaitingPage;

/// The program's window: the start page, the waiting page of a locked room, the room, or the reason
/// it is over. Questions on closing are TrayController's job.
class MainWindow : public QStackedWidget
{
    Q_OBJECT
public:
    explicit MainWindow(const Clock &clock, QWidget *parent = nullptr);

    [[nodiscard]] StartPage &startPage() { return *m_startPage; }
    /// The room's widget, or nullptr while in no room.
    [[nodiscard]] RoomWindow *room() const { return m_room; }

    /// Follows `models.room` through connecting, waiting, the room and its end. The models must
    /// live until roomClosed(). While connecting, the start page is busy; its Cancel calls leave().
    void enter(const RoomModels &models);
    void showStart();

Q_SIGNALS:
    /// The room given to enter() has emitted left() and is no longer used: deleteLater() it.
    void roomClosed();
    /// "Join again" on the page that says why the room is over.
    void rejoinRequested();
    /// Version and licences are wanted.
    void aboutRequested();

private:
    void follow();
    void roomLeft(const Error &error);

    const Clock &m_clock;
    StartPage *m_startPage;
    WaitingPage *m_waitingPage;
    LeftPage *m_leftPage;
    RoomWindow *m_room = nullptr;
    std::optional<RoomModels> m_models;
    bool m_wasInside = false;
};

} // namespace prosc
