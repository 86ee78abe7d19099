#include "ui/main_window.h"

#include "ui/model/room_model.h"
#include "ui/pages/left_page.h"
#include "ui/pages/start_page.h"
#include "ui/pages/waiting_page.h"
#include "ui/room/room_window.h"

using namespace Qt::StringLiterals;

namespace prosc {

MainWindow::MainWindow(const Clock &clock, QWidget *parent)
    : QStackedWidget(parent), m_clock(clock), m_startPage(new StartPage),
      m_waitingPage(new WaitingPage), m_leftPage(new LeftPage)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Proscenium"_s);
    setMinimumSize(720, 480);
    resize(1280, 800);
    addWidget(m_startPage);
    addWidget(m_waitingPage);
    addWidget(m_leftPage);
    const auto leave = [this] {
        if (m_models) {
            m_models->room.leave();
        }
    };
    connect(m_startPage, &StartPage::cancelRequested, this, leave);
    connect(m_startPage, &StartPage::aboutRequested, this, &MainWindow::aboutRequested);
    connect(m_waitingPage, &WaitingPage::leaveRequested, this, leave);
    connect(m_leftPage, &LeftPage::backRequested, this, &MainWindow::showStart);
    connect(m_leftPage, &LeftPage::rejoinRequested, this, &MainWindow::rejoinRequested);
}

void MainWindow::enter(const RoomModels &models)
{
    m_models.emplace(models);
    m_wasInside = false;
    connect(&models.room, &RoomModel::viewChanged, this, &MainWindow::follow);
    connect(&models.room, &RoomModel::left, this, &MainWindow::roomLeft);
    follow();
}

void MainWindow::follow()
{
    switch (m_models->room.view().connection) {
    case Connection::Connecting:
        //: Shown on the start page while the program connects to a room
        m_startPage->showBusy(tr("Connecting to the room…"));
        setCurrentWidget(m_startPage);
        break;
    case Connection::Waiting:
        m_waitingPage->setReason(m_models->room.view().waitsBecauseRemoved);
        setCurrentWidget(m_waitingPage);
        break;
    case Connection::Joined:
    case Connection::Reconnecting:
        if (m_room == nullptr) {
            m_startPage->showReady();
            m_room = new RoomWindow(*m_models, m_clock);
            addWidget(m_room);
            connect(m_room, &RoomWindow::aboutRequested, this, &MainWindow::aboutRequested);
        }
        m_wasInside = true;
        setCurrentWidget(m_room);
        //: Title of the window; %1 is the title of the room
        setWindowTitle(tr("%1 – Proscenium").arg(m_models->room.view().room.room.title));
        break;
    case Connection::Left:
        break; // left() handles this, with the reason
    }
}

void MainWindow::roomLeft(const Error &error)
{
    m_models->room.disconnect(this);
    m_models.reset();
    if (m_room != nullptr) {
        removeWidget(m_room);
        m_room->deleteLater(); // one of its buttons may have asked to leave
        m_room = nullptr;
    }
    setWindowTitle(u"Proscenium"_s);
    if (m_wasInside) {
        m_leftPage->setReason(error);
        setCurrentWidget(m_leftPage);
    } else if (error.code == ErrorCode::Cancelled) {
        showStart();
    } else {
        m_startPage->showError(error);
        setCurrentWidget(m_startPage);
    }
    Q_EMIT roomClosed();
}

void MainWindow::showStart()
{
    m_startPage->showReady();
    setCurrentWidget(m_startPage);
}

} // namespace prosc
