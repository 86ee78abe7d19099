#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"

#include <QPointer>
#include <QStackedWidget>

namespace prosc {

class LeftPage;
class RoomModel;
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

    /// Follows `model` through connecting, waiting, the room and its end. `model` must live until
    /// roomClosed(). While connecting, the start page is busy; its Cancel calls model.leave().
    void enter(RoomModel &model);
    void showStart();

Q_SIGNALS:
    /// The model given to enter() has emitted left() and is no longer used: deleteLater() it.
    void roomClosed();
    /// "Join again" on the page that says why the room is over.
    void rejoinRequested();

private:
    void follow();
    void roomLeft(const Error &error);

    const Clock &m_clock;
    StartPage *m_startPage;
    WaitingPage *m_waitingPage;
    LeftPage *m_leftPage;
    RoomWindow *m_room = nullptr;
    QPointer<RoomModel> m_model;
    bool m_wasInside = false;
};

} // namespace prosc
