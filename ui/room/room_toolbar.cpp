#include "ui/room/room_toolbar.h"

#include "ui/recording/recording_controls.h"
#include "ui/text/error_text.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kButton = 48;

} // namespace

RoomToolbar::RoomToolbar(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_recording(new RecordingControls(clock))
{
    setObjectName(u"roomToolbar"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->addLayout(makeLeft(), 0, 0);
    grid->addLayout(makeCentre(), 0, 1);
    grid->addLayout(makeRight(), 0, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 1);
    makeDevices();
    makeMoreMenu();
    makeLeaveMenu();
    connect(m_lock, &QToolButton::clicked, this, &RoomToolbar::unlockRequested);
    connect(m_settings, &QToolButton::clicked, this, &RoomToolbar::settingsRequested);
    connect(m_recording, &RecordingControls::startClicked, this, &RoomToolbar::recordRequested);
    connect(m_recording, &RecordingControls::stopClicked, this,
            &RoomToolbar::stopRecordingRequested);
}

QLayout *RoomToolbar::makeLeft()
{
    m_lock = new QToolButton;
    m_lock->setObjectName(u"lockIndicator"_s);
    m_lock->setIcon(lineIcon(u"lock"_s));
    m_lock->setIconSize(QSize(20, 20));
    m_lock->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    //: Indicator at the bottom left; clicking it unlocks the room
    m_lock->setText(tr("Room locked"));
    m_lock->setFixedHeight(kButton);
    m_lock->setFocusPolicy(Qt::StrongFocus);
    m_lock->setAccessibleName(m_lock->text());
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_lock);
    row->addWidget(m_recording, 1);
    return row;
}

QLayout *RoomToolbar::makeCentre()
{
    m_microphone.button = makeIconButton("microphoneButton", u"microphone"_s, {}, kButton);
    m_microphone.button->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_camera.button = makeIconButton("cameraButton", u"camera"_s, {}, kButton);
    m_camera.button->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_screen.button = makeIconButton("screenButton", u"screen"_s, {}, kButton);
    m_screen.button->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_hand = makeIconButton("handButton", u"hand"_s, {}, kButton);
    m_hand->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_H));
    connect(m_hand, &QToolButton::clicked, this, [this] { Q_EMIT handRequested(!m_handRaised); });
    //: The button with the three dots
    m_more = makeIconButton("moreButton", u"dots"_s, tr("More"), kButton);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    for (QToolButton *button :
         {m_microphone.button, m_camera.button, m_screen.button, m_hand, m_more}) {
        row->addWidget(button);
    }
    return row;
}

QLayout *RoomToolbar::makeRight()
{
    m_people = makeIconButton("peopleButton", u"people"_s, {}, kButton);
    m_people->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U));
    m_chat = makeIconButton("chatButton", u"chat"_s, {}, kButton);
    m_chat->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(m_people, &QToolButton::clicked, this, &RoomToolbar::peopleRequested);
    connect(m_chat, &QToolButton::clicked, this, &RoomToolbar::chatRequested);
    //: Button and menu entry
    m_settings = makeIconButton("settingsButton", u"settings"_s, tr("Settings"), kButton);
    //: The button with the door
    m_leave = makeIconButton("leaveButton", u"door"_s, tr("Leave"), kButton);
    m_leave->setIcon(directedIcon(u"door"_s));
    m_leave->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addStretch(1);
    row->addWidget(m_people);
    row->addWidget(m_chat);
    row->addWidget(m_settings);
    row->addWidget(m_leave);
    return row;
}

void RoomToolbar::makeDevices()
{
    m_microphone.onIcon = u"microphone"_s;
    m_microphone.offIcon = u"microphone-off"_s;
    //: Button of the toolbar
    m_microphone.switchOff = tr("Turn microphone off");
    //: Button of the toolbar
    m_microphone.switchOn = tr("Turn microphone on");
    m_camera.onIcon = u"camera"_s;
    m_camera.offIcon = u"camera-off"_s;
    //: Button of the toolbar
    m_camera.switchOff = tr("Turn camera off");
    //: Button of the toolbar
    m_camera.switchOn = tr("Turn camera on");
    m_screen.onIcon = u"screen-off"_s;
    m_screen.offIcon = u"screen"_s;
    //: Button of the toolbar
    m_screen.switchOff = tr("Stop sharing");
    //: Button of the toolbar
    m_screen.switchOn = tr("Share screen");
    m_screen.standsOutWhenOn = true;
    connect(m_microphone.button, &QToolButton::clicked, this,
            [this] { Q_EMIT microphoneRequested(!m_microphoneOn); });
    connect(m_camera.button, &QToolButton::clicked, this,
            [this] { Q_EMIT cameraRequested(!m_cameraOn); });
    connect(m_screen.button, &QToolButton::clicked, this,
            [this] { Q_EMIT screenRequested(!m_screenOn); });
}

QAction *RoomToolbar::addAction(QMenu *menu, const char *objectName, const QString &icon,
                                const QString &text)
{
    QAction *action = menu->addAction(lineIcon(icon), text);
    action->setObjectName(QString::fromLatin1(objectName));
    return action;
}

void RoomToolbar::makeMoreMenu()
{
    auto *menu = new QMenu(m_more);
    menu->setObjectName(u"moreMenu"_s);
    menu->setToolTipsVisible(true);
    //: Entry of the menu with the three dots: start recording
    m_recordAction = addAction(menu, "recordAction", u"record"_s, tr("Record"));
    m_pauseAction = addAction(menu, "pauseRecordingAction", u"pause"_s, {});
    m_pauseAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    //: Entry of the menu with the three dots: begins a chapter of the recording
    m_markAction = addAction(menu, "markAction", u"mark"_s, tr("Mark this moment"));
    m_markAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    connect(m_markAction, &QAction::triggered, this, &RoomToolbar::markRequested);
    //: Entry of the menu with the three dots
    m_stopAction = addAction(menu, "stopRecordingAction", u"stop"_s, tr("Stop recording"));
    //: Entry of the menu with the three dots: the room's library
    m_mediaAction = addAction(menu, "mediaAction", u"folder"_s, tr("Media and Files"));
    //: Entry of the menu with the three dots, for the host: the link for participants
    m_copyAction = addAction(menu, "copyLinkAction", u"link"_s, tr("Copy invite link"));
    //: Entry of the menu with the three dots, for the host: opens a dialog with a link for each
    //: network
    m_otherNetworksAction =
        addAction(menu, "otherNetworksAction", u"link"_s, tr("Copy link for another network"));
    m_otherNetworksAction->setVisible(false);
    m_copyModeratorAction = addAction(menu, "copyModeratorLinkAction", u"people"_s,
                                      //: Entry of the menu with the three dots, for the host
                                      tr("Copy link for moderators"));
    //: Entry of the menu with the three dots
    QAction *settings = addAction(menu, "settingsAction", u"settings"_s, tr("Settings"));
    m_more->setMenu(menu);
    connect(m_recordAction, &QAction::triggered, this, &RoomToolbar::recordRequested);
    connect(m_stopAction, &QAction::triggered, this, &RoomToolbar::stopRecordingRequested);
    connect(m_pauseAction, &QAction::triggered, this, &RoomToolbar::pauseRequested);
    connect(m_mediaAction, &QAction::triggered, this, &RoomToolbar::mediaRequested);
    connect(settings, &QAction::triggered, this, &RoomToolbar::settingsRequested);
    connect(m_copyAction, &QAction::triggered, this,
            [this] { Q_EMIT copyLinkRequested(m_participantLink); });
    connect(m_otherNetworksAction, &QAction::triggered, this, &RoomToolbar::otherNetworksRequested);
    connect(m_copyModeratorAction, &QAction::triggered, this,
            [this] { Q_EMIT copyModeratorLinkRequested(m_moderatorLink); });
}

void RoomToolbar::makeLeaveMenu()
{
    auto *menu = new QMenu(m_leave);
    menu->setObjectName(u"leaveMenu"_s);
    //: Entry of the menu of the leave button
    QAction *leave = addAction(menu, "leaveAction", u"door"_s, tr("Leave session"));
    leave->setIcon(directedIcon(u"door"_s));
    m_endAction = addAction(menu, "endSessionAction", u"close"_s,
                            //: Entry of the menu of the leave button, for moderators
                            tr("End session for everyone"));
    m_leave->setMenu(menu);
    connect(leave, &QAction::triggered, this, &RoomToolbar::leaveRequested);
    connect(m_endAction, &QAction::triggered, this, &RoomToolbar::endRequested);
}

void RoomToolbar::showDevice(const Device &device, bool on, const QString &problem)
{
    showLineIcon(device.button, on ? device.onIcon : device.offIcon);
    setLook(device.button, "on", on && device.standsOutWhenOn);
    setLook(device.button, "off", !on && !device.standsOutWhenOn);
    setButtonText(device.button, on ? device.switchOff : device.switchOn);
    // A running device can always be switched off.
    device.button->setEnabled(on || problem.isEmpty());
    const QString reason = on ? QString() : problem;
    device.button->setAccessibleDescription(reason);
    if (!reason.isEmpty()) {
        device.button->setToolTip(reason);
    }
}

void RoomToolbar::setView(const RoomView &view)
{
    m_microphoneOn = view.microphoneOn;
    m_cameraOn = view.cameraOn;
    m_screenOn = view.screenOn;
    m_participantLink = view.participantLink;
    m_moderatorLink = view.moderatorLink;
    updateLock(view);
    m_recording->setView(view);
    // Before the first view of the room nobody knows.
    const bool mayNot = view.room.find(view.self) != nullptr && !view.mayBeOnStage();
    //: Tooltip of the microphone's, camera's and screen's buttons
    const QString ask = tr("Raise your hand to be invited to the stage.");
    const QString why = view.room.room.stageAccess == StageAccess::Request
                            ? ask
                            : errorText({ErrorCode::NotInvited, {}});
    const auto reason = [&](const std::optional<Error> &problem) {
        return mayNot ? why : problem ? errorText(*problem) : QString();
    };
    showDevice(m_microphone, view.microphoneOn, reason(view.microphoneProblem));
    showDevice(m_camera, view.cameraOn, reason(view.cameraProblem));
    showDevice(m_screen, view.screenOn, reason(view.screenProblem));
    updatePeople(view);
    updateMenus(view);
}

void RoomToolbar::updatePeople(const RoomView &view)
{
    m_handRaised = view.isHandRaised();
    setLook(m_hand, "on", m_handRaised);
    //: Button of the toolbar
    setButtonText(m_hand, m_handRaised ? tr("Lower hand") : tr("Raise hand"));
    const auto count = static_cast<int>(view.room.participants.size());
    //: Button of the toolbar
    setButtonText(m_people, tr("Participants (%n)", nullptr, count));
}

void RoomToolbar::setPanels(bool people, bool chat, int unread)
{
    setLook(m_people, "on", people);
    setLook(m_chat, "on", chat);
    setLook(m_chat, "news", unread > 0);
    //: Button of the toolbar
    setButtonText(m_chat, unread > 0 ? tr("Chat (%n new)", nullptr, unread) : tr("Chat"));
}

void RoomToolbar::offerOtherNetworks(bool offered)
{
    m_otherNetworksAction->setVisible(offered);
}

void RoomToolbar::updateLock(const RoomView &view)
{
    m_lock->setVisible(view.room.room.locked);
    m_lock->setEnabled(view.mayModerate());
    const int waiting = view.mayModerate() ? view.room.waitingCount : 0;
    //: On the indicator Room locked, for moderators: how many people wait to be let in
    const QString count = waiting > 0 ? tr("%n waiting", nullptr, waiting) : QString();
    const QString locked = m_lock->accessibleName();
    m_lock->setText(count.isEmpty() ? locked : u"%1 · %2"_s.arg(locked, count));
    m_lock->setAccessibleDescription(count);
    m_lock->setToolTip(
        view.mayModerate()
            ? tr("Click to unlock the room", "Tooltip of the indicator Room locked, for moderators")
            : tr("A moderator can unlock the room",
                 "Tooltip of the indicator Room locked, for participants"));
}

void RoomToolbar::updateMenus(const RoomView &view)
{
    const RecordingPhase phase = view.room.recording.phase;
    const bool moderating = view.mayModerate();
    const bool mobile = view.formFactor != FormFactor::Desktop;
    const bool idle = phase == RecordingPhase::Idle;
    const QString reason = mobile ? errorText({ErrorCode::NotFromMobile, {}}) : QString();
    for (QAction *action : {m_recordAction, m_pauseAction, m_stopAction}) {
        action->setEnabled(!mobile && phase != RecordingPhase::Stopping);
        action->setToolTip(reason);
    }
    m_recordAction->setVisible(moderating && idle);
    m_stopAction->setVisible(moderating && !idle);
    updatePause(view.room.recording);
    m_pauseAction->setVisible(moderating && !idle && phase != RecordingPhase::Starting);
    const bool isMade = phase == RecordingPhase::Recording || phase == RecordingPhase::Paused;
    m_markAction->setVisible(moderating && isMade);
    m_markAction->setEnabled(isMade && !view.isInterrupted());
    m_mediaAction->setVisible(moderating);
    m_copyAction->setVisible(!view.participantLink.isEmpty());
    m_copyModeratorAction->setVisible(!view.moderatorLink.isEmpty());
    m_endAction->setVisible(view.room.mayEndSession(view.self));
}

void RoomToolbar::updatePause(const RecordingInfo &recording)
{
    const bool paused = recording.phase == RecordingPhase::Paused;
    showLineIcon(m_pauseAction, paused ? u"record"_s : u"pause"_s);
    m_pauseAction->setText(paused ? tr("Resume recording", "Entry of the menu with the three dots")
                                  : tr("Pause recording", "Entry of the menu with the three dots"));
}

} // namespace prosc
