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

/// Activities of this computer that must not stop without confirmation.
struct BackgroundWork
{
    bool hosting = false;
    bool recording = false;
    bool uploading = false;
    /// Recordings on this computer not yet in any library, including paused and failed uploads,
    /// which do not prevent quitting.
    int notUploaded = 0;

    [[nodiscard]] bool any() const { return hosting || recording || uploading; }
    friend bool operator==(const BackgroundWork &, const BackgroundWork &) = default;
};

/// Handles closing the window: quits when idle, otherwise asks whether to continue in the
/// background. The tray icon says whether the computer may be switched off. Without a tray the
/// window is minimised instead. Requires QApplication::setQuitOnLastWindowClosed(false).
class TrayController : public QObject
{
    Q_OBJECT
public:
    /// Filters the close events of `window`, which must outlive this.
    explicit TrayController(QWidget &window, QObject *parent = nullptr);
    ~TrayController() override;

    void setWork(const BackgroundWork &work);
    /// The text of the tray icon.
    [[nodiscard]] QString stateText() const;
    /// Shows "The recording is ready." as a system notification if there is a tray. A click on it
    /// emits openMediaRequested().
    void announceReady(const QString &name);
    /// Does the same as closing the window; used by Quit in the menu.
    void requestQuit();
    /// Brings the window to the front, from the tray too.
    void showWindow();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Idle: end the program now.
    void quitRequested();
    /// "Stop and quit": stop the recording, keep pending uploads for the next start, then end the
    /// program.
    void stopAndQuitRequested();
    void openMediaRequested();
    void aboutRequested();

private:
    void goToBackground();
    void updateTray();
    [[nodiscard]] QString question() const;
    [[nodiscard]] QString notUploadedText() const;

    QWidget &m_window;
    BackgroundWork m_work;
    /// The window is hidden in the tray, so the icon must stay even when idle.
    bool m_hidden = false;
    std::unique_ptr<QMenu> m_menu;
    QAction *m_notUploaded = nullptr;
    QSystemTrayIcon *m_tray = nullptr;
    QPointer<AskDialog> m_dialog;
};

} // namespace prosc
