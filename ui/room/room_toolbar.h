#pragma once

#include "ui/model/room_view.h"

#include <QWidget>

class QAction;
class QLayout;
class QMenu;
class QToolButton;

namespace prosc {

class RecordingControls;

/// The bottom toolbar. Left: lock and recording; centre: microphone, camera, screen, hand, three
/// dots; right: participants, chat, settings, leave.
class RoomToolbar : public QWidget
{
    Q_OBJECT
public:
    explicit RoomToolbar(const Clock &clock, QWidget *parent = nullptr);

    void setView(const RoomView &view);
    /// Which panel beside the stage is open, and how many lines of the chat are new.
    void setPanels(bool people, bool chat, int unread);
    /// Whether the invite link can be copied for another network.
    void offerOtherNetworks(bool offered);
    [[nodiscard]] RecordingControls &recording() { return *m_recording; }

Q_SIGNALS:
    void unlockRequested();
    void microphoneRequested(bool on);
    void cameraRequested(bool on);
    void screenRequested(bool on);
    void handRequested(bool raised);
    void peopleRequested();
    void chatRequested();
    void recordRequested();
    void stopRecordingRequested();
    void pauseRequested();
    void markRequested();
    void mediaRequested();
    void settingsRequested();
    void copyLinkRequested(const QString &link);
    void copyModeratorLinkRequested(const QString &link);
    void otherNetworksRequested();
    void leaveRequested();
    void endRequested();

private:
    struct Device
    {
        QToolButton *button = nullptr;
        QString onIcon;
        QString offIcon;
        /// The button's label in each state.
        QString switchOff;
        QString switchOn;
        /// A shared screen is emphasised when on, a camera or microphone when off.
        bool standsOutWhenOn = false;
    };

    [[nodiscard]] QLayout *makeLeft();
    [[nodiscard]] QLayout *makeCentre();
    [[nodiscard]] QLayout *makeRight();
    void makeMoreMenu();
    void makeLeaveMenu();
    void makeDevices();
    [[nodiscard]] QAction *addAction(QMenu *menu, const char *objectName, const QString &icon,
                                     const QString &text);
    /// `problem`: why it cannot be switched on, or empty.
    static void showDevice(const Device &device, bool on, const QString &problem);
    void updateLock(const RoomView &view);
    void updatePeople(const RoomView &view);
    void updateMenus(const RoomView &view);
    void updatePause(const RecordingInfo &recording);

    RecordingControls *m_recording;
    QToolButton *m_lock = nullptr;
    Device m_microphone;
    Device m_camera;
    Device m_screen;
    QToolButton *m_hand = nullptr;
    QToolButton *m_more = nullptr;
    QToolButton *m_people = nullptr;
    QToolButton *m_chat = nullptr;
    QToolButton *m_settings = nullptr;
    QToolButton *m_leave = nullptr;
    QAction *m_recordAction = nullptr;
    QAction *m_stopAction = nullptr;
    QAction *m_markAction = nullptr;
    QAction *m_pauseAction = nullptr;
    QAction *m_mediaAction = nullptr;
    QAction *m_copyAction = nullptr;
    QAction *m_otherNetworksAction = nullptr;
    QAction *m_copyModeratorAction = nullptr;
    QAction *m_endAction = nullptr;
    bool m_microphoneOn = false;
    bool m_cameraOn = false;
    bool m_screenOn = false;
    bool m_handRaised = false;
    QString m_participantLink;
    QString m_moderatorLink;
};

} // namespace prosc
