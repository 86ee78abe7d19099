#pragma once

#include "app/base/clock.h"
#include "ui/model/room_models.h"
#include "ui/model/room_view.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace prosc {

class AskDialog;
class Banner;
class MediaWindow;
class RecordingFlow;
class RoomToolbar;
class SettingsDialog;
class SidePanels;
class StageView;
class Toast;
class UploadStrip;
class WaitingDialog;
class WaitingStrip;

/// The room after joining: the stage, the notices over it, the upload strip and the toolbar. Shows
/// the room model's view and forwards every user action to the models.
class RoomWindow : public QWidget
{
    Q_OBJECT
public:
    /// The models and `clock` must outlive this.
    RoomWindow(const RoomModels &models, const Clock &clock, QWidget *parent = nullptr);
    ~RoomWindow() override;

    /// Opens Media and Files, or raises it. For moderators only.
    void openMedia();
    void openSettings();
    /// Shows `text` over the stage for a while.
    void showMessage(const QString &text);

Q_SIGNALS:
    /// Version and licences are wanted.
    void aboutRequested();

private:
    void buildLayout();
    void connectToolbar();
    void connectUploads();
    void connectModels();
    void refresh();
    void updateBanner();
    /// What is wrong with the room itself; empty when nothing is.
    [[nodiscard]] QString troubleText() const;
    /// This program is recording.
    [[nodiscard]] bool recordsHere() const;
    void leave();
    void askEnd();
    /// Turns off all devices and minimises the window while the recording continues.
    void goToBackground();
    void showTileMenu(const ParticipantId &participant, const QPoint &globalPos);
    void copyLink(const QString &link);
    void copyModeratorLink(const QString &link);
    void requestFailed(const Error &error, const QString &name);
    void announceReady();
    void connectPeople();
    void showWaiting();

    const RoomModels m_models;
    const Clock &m_clock;
    /// Runs while the banner counts down.
    QTimer m_second;
    Banner *m_banner;
    StageView *m_stage;
    Toast *m_toast;
    UploadStrip *m_uploadStrip;
    WaitingStrip *m_waitingStrip;
    SidePanels *m_side;
    RoomToolbar *m_toolbar;
    RecordingFlow *m_flow;
    QPointer<MediaWindow> m_media;
    QPointer<SettingsDialog> m_settings;
    QPointer<AskDialog> m_leaveDialog;
};

} // namespace prosc
