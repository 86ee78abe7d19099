#include "ui/tray_controller.h"

#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/style.h"

#include <QCloseEvent>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace prosc {

TrayController::TrayController(QWidget &window, QObject *parent)
    : QObject(parent), m_window(window), m_menu(std::make_unique<QMenu>())
{
    m_window.installEventFilter(this);
    m_notUploaded = m_menu->addAction(QString());
    m_notUploaded->setObjectName(u"trayUploadsAction"_s);
    m_notUploaded->setVisible(false);
    connect(m_notUploaded, &QAction::triggered, this, &TrayController::showWindow);
    //: Entry of the menu in the tray: show the window
    QAction *open = m_menu->addAction(tr("Open"));
    open->setObjectName(u"trayOpenAction"_s);
    //: Entry of the menu in the tray: version and licences of the program
    QAction *about = m_menu->addAction(tr("About"));
    about->setObjectName(u"trayAboutAction"_s);
    connect(about, &QAction::triggered, this, [this] {
        showWindow();
        Q_EMIT aboutRequested();
    });
    //: Entry of the menu in the tray
    QAction *quit = m_menu->addAction(tr("Quit"));
    quit->setObjectName(u"trayQuitAction"_s);
    connect(open, &QAction::triggered, this, &TrayController::showWindow);
    connect(quit, &QAction::triggered, this, &TrayController::requestQuit);
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        return;
    }
    m_tray = new QSystemTrayIcon(programIcon(), this);
    m_tray->setContextMenu(m_menu.get());
    connect(m_tray, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
                    showWindow();
                }
            });
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
        showWindow();
        Q_EMIT openMediaRequested();
    });
    updateTray();
}

TrayController::~TrayController()
{
    delete m_dialog;
}

void TrayController::setWork(const BackgroundWork &work)
{
    if (work == m_work) {
        return;
    }
    m_work = work;
    if (m_dialog && m_work.any()) {
        m_dialog->setText(question());
    }
    updateTray();
}

void TrayController::announceReady(const QString &name)
{
    if (m_tray != nullptr && m_tray->isVisible()) {
        //: System notification after a recording was uploaded
        m_tray->showMessage(tr("The recording is ready."), name, programIcon());
    }
}

bool TrayController::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Close) {
        event->ignore();
        requestQuit();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void TrayController::requestQuit()
{
    if (!m_work.any()) {
        Q_EMIT quitRequested();
        return;
    }
    showWindow();
    if (m_dialog) {
        m_dialog->raise();
        return;
    }
    const Question words{"quitDialog",
                         "keepGoingButton",
                         question(),
                         {},
                         //: Button of the question that closing the window asks
                         tr("Keep going in the background"),
                         "primary",
                         "stopAndQuitButton",
                         //: Button of the question that closing the window asks
                         tr("Stop and quit")};
    m_dialog = new AskDialog(words, &m_window);
    connect(m_dialog, &QDialog::accepted, this, &TrayController::goToBackground);
    connect(m_dialog, &AskDialog::otherChosen, this, &TrayController::stopAndQuitRequested);
    m_dialog->open();
}

void TrayController::goToBackground()
{
    if (m_tray == nullptr) {
        m_window.showMinimized();
        return;
    }
    m_hidden = true;
    updateTray();
    m_window.hide();
}

void TrayController::showWindow()
{
    m_hidden = false;
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    updateTray();
}

void TrayController::updateTray()
{
    m_notUploaded->setText(notUploadedText());
    m_notUploaded->setVisible(m_work.notUploaded > 0);
    if (m_tray == nullptr) {
        return;
    }
    m_tray->setToolTip(u"Proscenium – %1"_s.arg(stateText()));
    m_tray->setVisible(m_hidden || m_work.any() || m_work.notUploaded > 0);
}

QString TrayController::notUploadedText() const
{
    //: In the tray menu
    return tr("%n recording(s) not uploaded yet", nullptr, m_work.notUploaded);
}

QString TrayController::question() const
{
    if (m_work.hosting && m_work.recording) {
        //: Question when the window is closed
        return tr(
            "This computer hosts the room and is recording. Keep it going in the background?");
    }
    if (m_work.recording) {
        //: Question when the window is closed
        return tr("This computer is recording. Keep it going in the background?");
    }
    if (m_work.hosting) {
        //: Question when the window is closed
        return tr("This computer hosts the room. Keep it going in the background?");
    }
    //: Question when the window is closed
    return tr("A recording is being uploaded. Keep it going in the background?");
}

QString TrayController::stateText() const
{
    if (m_work.any()) {
        return tr("Keep this computer on", "In the tray, while something goes on");
    }
    return m_work.notUploaded > 0
               ? notUploadedText()
               : tr("Safe to close", "In the tray: the computer may be switched off now");
}

} // namespace prosc
