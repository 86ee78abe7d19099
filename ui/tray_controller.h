#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace prosc {

class AskDialog;

/// What this computer is doing that must not stop unasked.
struct BackgroundWork
{
    bool hosting = false;
    bool recording = false;
    bool uploading = false;
    /// Recordings on this computer that no library has yet; also those that are paused or failed,
    /// which may wait.
    int notUploaded = 0;

    [[nodiscard]] bool any() const { return hosting || recording || uploading; }
    friend bool operator==(const BackgroundWork &, const BackgroundWork &) = default;
};

/// Closing the window: with nothing going on it quits; else people are asked whether to go on in
/// the background. The icon in the tray says whether the computer may be switched off. Where there
/// is no tray the window is minimised instead. Needs
/// QApplication::setQuitOnLastWindowClosed(false).
class TrayController : public QObject
{
    Q_OBJECT
public:
    /// `window` is watched for being closed; it must outlive this.
    explicit TrayController(QWidget &window, QObject *parent = nullptr);
    ~TrayController() override;

    void setWork(const BackgroundWork &work);
    /// What the icon says.
    [[nodiscard]] QString stateText() const;
    /// "The recording is ready." as a message of the system, where there is a tray. A click on it
    /// emits openMediaRequested().
    void announceReady(const QString &name);
    /// Asks as closing the window does (also for Quit in the menu).
    void requestQuit();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Nothing goes on: end the program now.
    void quitRequested();
    /// "Stop and quit": stop the recording, keep what is not uploaded for the next start, then end
    /// the program.
    void stopAndQuitRequested();
    void openMediaRequested();

private:
    void goToBackground();
    void openWindow();
    void updateTray();
    [[nodiscard]] QString question() const;
    [[nodiscard]] QString notUploadedText() const;

    QWidget &m_window;
    BackgroundWork m_work;
    /// The window went to the tray, which then must stay even when nothing goes on any more.
    bool m_hidden = false;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_notUploaded = nullptr;
    QSystemTrayIcon *m_tray = nullptr;
    QPointer<AskDialog> m_dialog;
};

} // namespace prosc
