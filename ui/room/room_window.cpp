#include "ui/room/room_window.h"

#include "ui/library/media_window.h"
#include "ui/model/devices_model.h"
#include "ui/model/invites_model.h"
#include "ui/model/room_model.h"
#include "ui/people/closing_text.h"
#include "ui/people/people_news.h"
#include "ui/people/person_menu.h"
#include "ui/people/waiting_dialog.h"
#include "ui/people/waiting_strip.h"
#include "ui/recording/notice_card.h"
#include "ui/recording/recorder_report.h"
#include "ui/recording/recording_controls.h"
#include "ui/recording/recording_flow.h"
#include "ui/room/other_networks_dialog.h"
#include "ui/room/room_toolbar.h"
#include "ui/room/side_panels.h"
#include "ui/settings/settings_dialog.h"
#include "ui/stage/stage_view.h"
#include "ui/text/error_text.h"
#include "ui/uploads/upload_strip.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/toast.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

RoomWindow::RoomWindow(const RoomModels &models, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_models(models), m_clock(clock), m_banner(new Banner),
      m_stage(new StageView(models.room, clock)), m_toast(new Toast),
      m_uploadStrip(new UploadStrip), m_waitingStrip(new WaitingStrip),
      m_side(new SidePanels(models.room)), m_toolbar(new RoomToolbar(clock))
{
    setObjectName(u"roomWindow"_s);
    setAttribute(Qt::WA_StyledBackground);
    buildLayout();
    connectToolbar();
    connectUploads();
    connectPeople();
    connectModels();
    refresh();
    setFocus(); // a stray key press must neither record nor leave
}

RoomWindow::~RoomWindow()
{
    delete m_media; // a top-level window without a parent
}

void RoomWindow::buildLayout()
{
    auto *card = new NoticeCard;
    m_flow = new RecordingFlow(m_models.room, m_toolbar->recording(), *card, *m_toast, *this);
    // The card and the toast overlap the stage in the same grid cells.
    auto *area = new QGridLayout;
    area->setContentsMargins(8, 8, 8, 8);
    area->setSpacing(8);
    area->addWidget(m_stage, 0, 0, 5, 1);
    area->setRowMinimumHeight(0, 8);
    area->addWidget(card, 1, 0, Qt::AlignHCenter | Qt::AlignTop);
    area->setRowStretch(2, 1);
    area->addWidget(m_toast, 3, 0, Qt::AlignHCenter | Qt::AlignBottom);
    area->setRowMinimumHeight(4, 8);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addLayout(area, 1);
    middle->addWidget(m_side);
    column->addLayout(middle, 1);
    column->addWidget(m_waitingStrip);
    column->addWidget(m_uploadStrip);
    column->addWidget(m_toolbar);
}

void RoomWindow::connectToolbar()
{
    connect(m_toolbar, &RoomToolbar::unlockRequested, this,
            [this] { m_models.room.setLocked(false); });
    connect(m_toolbar, &RoomToolbar::microphoneRequested, this,
            [this](bool on) { m_models.devices.setMicrophone(on); });
    connect(m_toolbar, &RoomToolbar::cameraRequested, this,
            [this](bool on) { m_models.devices.setCamera(on); });
    connect(m_toolbar, &RoomToolbar::screenRequested, this,
            [this](bool on) { m_models.devices.setScreen(on); });
    connect(m_toolbar, &RoomToolbar::recordRequested, m_flow, &RecordingFlow::askStart);
    connect(m_toolbar, &RoomToolbar::stopRecordingRequested, m_flow, &RecordingFlow::askStop);
    connect(m_toolbar, &RoomToolbar::pauseRequested, m_flow, &RecordingFlow::pauseOrResume);
    connect(m_toolbar, &RoomToolbar::markRequested, m_flow, &RecordingFlow::mark);
    connect(&m_toolbar->recording(), &RecordingControls::secondPassed, this,
            &RoomWindow::updateBanner);
    connect(m_toolbar, &RoomToolbar::mediaRequested, this, &RoomWindow::openMedia);
    connect(m_toolbar, &RoomToolbar::settingsRequested, this, &RoomWindow::openSettings);
    connect(m_toolbar, &RoomToolbar::copyLinkRequested, this, &RoomWindow::copyLink);
    connect(m_toolbar, &RoomToolbar::copyModeratorLinkRequested, this,
            &RoomWindow::copyModeratorLink);
    m_toolbar->offerOtherNetworks(m_models.invites.isOffered());
    connect(m_toolbar, &RoomToolbar::otherNetworksRequested, this,
            [this] { (new OtherNetworksDialog(m_models.invites, this))->open(); });
    connect(m_toolbar, &RoomToolbar::leaveRequested, this, &RoomWindow::leave);
    connect(m_toolbar, &RoomToolbar::endRequested, this, &RoomWindow::askEnd);
    connect(m_stage, &StageView::inviteRequested, this, &RoomWindow::copyLink);
    connect(m_stage, &StageView::tileMenuRequested, this, &RoomWindow::showTileMenu);
    connect(m_stage, &StageView::sizeSettled, this,
            [this](const QSize &size) { m_models.room.setStageSize(size); });
}

void RoomWindow::connectUploads()
{
    auto *uploads = &m_models.uploads;
    connect(m_uploadStrip, &UploadStrip::retryRequested, uploads, &UploadsModel::retry);
    connect(m_uploadStrip, &UploadStrip::resumeRequested, uploads,
            [uploads](const RecordingId &recording) { uploads->pause(recording, false); });
    connect(m_uploadStrip, &UploadStrip::stopRequested, uploads, &UploadsModel::stop);
    const auto show = [this, uploads] { m_uploadStrip->setUploads(uploads->uploads()); };
    connect(uploads, &UploadsModel::uploadsChanged, this, show);
    connect(uploads, &UploadsModel::published, this, [this](const RecordingId &recording) {
        m_flow->published(recording);
        announceReady();
    });
    show();
}

void RoomWindow::connectModels()
{
    const auto failed = [this](const Error &error) { requestFailed(error, {}); };
    connect(&m_models.room, &RoomModel::viewChanged, this, &RoomWindow::refresh);
    connect(&m_models.room, &RoomModel::requestFailed, this, &RoomWindow::requestFailed);
    connect(&m_models.library, &LibraryModel::requestFailed, this, &RoomWindow::requestFailed);
    connect(&m_models.devices, &DevicesModel::requestFailed, this, failed);
    connect(&m_models.uploads, &UploadsModel::requestFailed, this, failed);
    connect(&m_models.devices, &DevicesModel::cameraReplaced, this, [this](const QString &name) {
        //: %1 is the name of a camera
        m_toast->showMessage(tr("Camera disconnected. Now using %1.").arg(name));
    });
    connect(&m_models.devices, &DevicesModel::microphoneReplaced, this,
            [this](const QString &name) {
                //: %1 is the name of a microphone
                m_toast->showMessage(tr("Microphone disconnected. Now using %1.").arg(name));
            });
}

void RoomWindow::refresh()
{
    m_toolbar->setView(m_models.room.view());
    m_flow->update();
    updateBanner();
    m_waitingStrip->setWaiting(m_models.room.view().waiting);
    if (m_media && !m_models.room.view().mayModerate()) {
        m_media->close();
    }
    if (m_leaveDialog && !recordsHere()) {
        m_leaveDialog->reject(); // the recording it asked about is over
    }
}

void RoomWindow::updateBanner()
{
    const QString trouble = troubleText();
    QStringList sentences =
        recordingWarnings(m_models.room.view(), m_toolbar->recording().elapsed());
    const QString closing = closingText(m_models.room.view(), m_clock.now());
    for (const QString &sentence : {closing, trouble}) {
        if (!sentence.isEmpty()) {
            sentences.prepend(sentence);
        }
    }
    closing.isEmpty() ? m_second.stop() : m_second.start();
    m_banner->setSentence(sentences.join(QLatin1Char('\n')));
}

QString RoomWindow::troubleText() const
{
    const RoomView &view = m_models.room.view();
    const RecordingPhase phase = view.room.recording.phase;
    const bool made = phase == RecordingPhase::Recording || phase == RecordingPhase::Paused;
    if (made && view.recorder && view.isInterrupted()) {
        //: Above the stage, on the computer that records
        return tr("Recording interrupted. Nothing is being saved: this computer is too busy, or "
                  "its disk is not responding.");
    }
    if (view.connection == Connection::Reconnecting) {
        if (view.refusal && recordsHere()) {
            //: Above the stage on the computer that records; %1 is a sentence that says why, such
            //: as "This link has expired. Ask the host for a new one."
            return tr("%1 This computer keeps recording and keeps trying to reconnect.")
                .arg(errorText(*view.refusal));
        }
        return recordsHere()
                   ? tr("Connection lost. Reconnecting… This computer keeps recording.",
                        "Above the stage while the network is gone, on the computer that records")
                   : tr("Connection lost. Reconnecting…",
                        "Above the stage while the network is gone");
    }
    if (made && view.isInterrupted()) {
        //: Above the stage: the recording computer is asleep, frozen, offline or too busy
        return tr("Recording interrupted. The recording computer is not responding or is too busy. "
                  "Nothing is being recorded right now.");
    }
    return view.mediaServerProblem ? errorText(*view.mediaServerProblem) : QString();
}

void RoomWindow::showMessage(const QString &text)
{
    m_toast->showMessage(text);
}

void RoomWindow::openMedia()
{
    if (!m_models.room.view().mayModerate()) {
        return;
    }
    if (!m_media) {
        m_media = new MediaWindow(m_models.library, m_models.uploads, m_models.room.converter());
        m_media->setAttribute(Qt::WA_DeleteOnClose);
    }
    if (!m_media->isVisible()) {
        QRect place = m_media->geometry();
        place.moveCenter(window()->geometry().center());
        m_media->setGeometry(place);
    }
    m_media->show();
    m_media->raise();
    m_media->activateWindow();
}

bool RoomWindow::recordsHere() const
{
    const RecordingInfo &recording = m_models.room.view().room.recording;
    return recording.phase != RecordingPhase::Idle &&
           recording.recorder == m_models.room.view().self;
}

void RoomWindow::leave()
{
    if (!recordsHere()) {
        m_models.room.leave();
        return;
    }
    const Question question{"leaveDialog", "keepRecordingButton",
                            //: Question after "Leave session" on the computer that records
                            tr("This computer is recording. Keep it going in the background?"),
                            //: Under that question
                            tr("Others won't see or hear you. Leaving stops the recording."),
                            //: Button of that question
                            tr("Keep going in the background"), "primary", "stopAndLeaveButton",
                            //: Button of that question
                            tr("Stop recording and leave")};
    m_leaveDialog = new AskDialog(question, this);
    connect(m_leaveDialog, &QDialog::accepted, this, &RoomWindow::goToBackground);
    connect(m_leaveDialog, &AskDialog::otherChosen, this, [this] { m_models.room.leave(); });
    m_leaveDialog->open();
}

void RoomWindow::askEnd()
{
    const auto &room = m_models.room.view().room;
    const bool recorded = room.recording.phase != RecordingPhase::Idle;
    if (room.participants.size() <= 1 && !recorded) {
        m_models.room.endSession(); // nobody else would be removed
        return;
    }
    const Question question{"endSessionDialog", "endSessionConfirm",
                            //: Question after "End session for everyone"
                            tr("End the session for everyone?"),
                            recorded
                                //: Under that question while the room is recorded
                                ? tr("Everyone leaves the room. The recording stops and is saved.")
                                //: Under that question
                                : tr("Everyone leaves the room."),
                            //: Button of that question
                            tr("End session"), "record"};
    auto *ask = new AskDialog(question, this);
    connect(ask, &QDialog::accepted, this, [this] { m_models.room.endSession(); });
    ask->open();
}

void RoomWindow::goToBackground()
{
    m_models.devices.setCamera(false);
    m_models.devices.setMicrophone(false);
    m_models.devices.setScreen(false);
    window()->showMinimized();
}

void RoomWindow::openSettings()
{
    if (!m_settings) {
        m_settings = new SettingsDialog(m_models, this);
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settings, &SettingsDialog::aboutRequested, this, &RoomWindow::aboutRequested);
        m_settings->open();
    }
}

void RoomWindow::showTileMenu(const ParticipantId &participant, const QPoint &globalPos)
{
    if (auto *menu = makePersonMenu(m_models.room, participant, this)) {
        menu->popup(globalPos);
    }
}

void RoomWindow::copyLink(const QString &link)
{
    QGuiApplication::clipboard()->setText(link);
    //: After "Copy invite link"
    m_toast->showMessage(tr("Link copied. Paste it into a message to the people who should join."));
}

void RoomWindow::copyModeratorLink(const QString &link)
{
    QGuiApplication::clipboard()->setText(link);
    //: After "Copy link for moderators"
    m_toast->showMessage(tr("Moderator link copied. Whoever has it can record and lock the room, "
                            "so send it to moderators only."));
}

void RoomWindow::connectPeople()
{
    auto *room = &m_models.room;
    connect(m_toolbar, &RoomToolbar::handRequested, room, &RoomModel::setHandRaised);
    connect(m_toolbar, &RoomToolbar::peopleRequested, m_side, &SidePanels::togglePeople);
    connect(m_toolbar, &RoomToolbar::chatRequested, m_side, &SidePanels::toggleChat);
    const auto showPanels = [this] {
        m_toolbar->setPanels(m_side->showsPeople(), m_side->showsChat(), m_side->unread());
    };
    connect(m_side, &SidePanels::changed, this, showPanels);
    showPanels();
    new PeopleNews(m_models.room, *m_toast,
                   {[this] { m_models.devices.setMicrophone(true); },
                    [this] { m_side->showPeople(); }, [this] { return m_side->showsPeople(); }},
                   this);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &RoomWindow::updateBanner);
    connect(m_waitingStrip, &WaitingStrip::admitRequested, room, &RoomModel::admit);
    connect(m_waitingStrip, &WaitingStrip::declineRequested, room, &RoomModel::decline);
    connect(m_waitingStrip, &WaitingStrip::seeAllRequested, this, &RoomWindow::showWaiting);
}

void RoomWindow::showWaiting()
{
    auto *dialog = new WaitingDialog(m_models.room, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RoomWindow::requestFailed(const Error &error, const QString &name)
{
    m_flow->requestFailed();
    m_toast->showMessage(errorText(error, name));
}

void RoomWindow::announceReady()
{
    if (m_models.room.view().mayModerate()) {
        m_toast->showAction(
            tr("The recording is ready.", "Notification after a recording was uploaded"),
            tr("Open Media and Files", "Button of that notification"), [this] { openMedia(); });
    }
}

} // namespace prosc
