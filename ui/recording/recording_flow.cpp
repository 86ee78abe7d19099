#include "ui/recording/recording_flow.h"

#include "ui/recording/notice_card.h"
#include "ui/recording/recording_controls.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/recovery_text.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/toast.h"

#include <QApplication>

#include <utility>

namespace prosc {

namespace {

constexpr int kEndedTime = 12000;
/// Starting a recording warns when the disk lasts for less than this.
constexpr std::chrono::hours kLittleDisk{2};

/// Adds how long this computer can record.
void addForecast(Question &question, std::optional<std::chrono::seconds> lasting)
{
    if (!lasting) {
        return;
    }
    if (*lasting >= kLittleDisk) {
        question.detail +=
            QLatin1Char(' ') + (*lasting >= kLongestLasting
                                    //: After that; %1 is e.g. "more than 100 h"
                                    ? RecordingFlow::tr("Disk space for %1 of recording.")
                                    //: After that; %1 is e.g. "12 h 30 min"
                                    : RecordingFlow::tr("Disk space for at least %1 of recording."))
                                   .arg(lastingText(*lasting));
        return;
    }
    //: Warning under the question whether to record; %1 is e.g. "1 h 10 min"
    question.warning =
        RecordingFlow::tr(
            "Disk space for only %1 of recording. Free some space if you need longer.")
            .arg(lastingText(*lasting));
}

bool isRunning(RecordingPhase phase)
{
    return phase == RecordingPhase::Starting || phase == RecordingPhase::Recording ||
           phase == RecordingPhase::Paused;
}

} // namespace

NoticeState owedNotice(const RoomView &view)
{
    const RecordingInfo &recording = view.room.recording;
    if (recording.phase == RecordingPhase::Starting) {
        return NoticeState::Starting;
    }
    const Participant *self = view.room.find(view.self);
    const bool asked = self != nullptr && self->consent == Consent::Asked;
    // Those who join during a pause must consent too: the recording may resume at any moment.
    const bool made =
        recording.phase == RecordingPhase::Recording || recording.phase == RecordingPhase::Paused;
    return made && asked ? NoticeState::Consent : NoticeState::None;
}

RecordingFlow::RecordingFlow(RoomModel &model, RecordingControls &controls, NoticeCard &card,
                             Toast &toast, QWidget &window)
    : QObject(&window), m_model(model), m_controls(controls), m_card(card), m_toast(toast),
      m_window(window)
{
    m_endedTimer.setSingleShot(true);
    connect(&m_endedTimer, &QTimer::timeout, this, &RecordingFlow::hideNotice);
    connect(&m_card, &NoticeCard::painted, this, &RecordingFlow::noticePainted);
    connect(&m_card, &NoticeCard::confirmClicked, this, &RecordingFlow::confirm);
    connect(&m_card, &NoticeCard::leaveClicked, this, [this] { m_model.leave(); });
    connect(&m_card, &NoticeCard::closeClicked, &m_card, &QWidget::hide);
    connect(&m_model, &RoomModel::recordingEnded, this, &RecordingFlow::ended);
    connect(&m_model, &RoomModel::remindedToRecord, this, &RecordingFlow::remind);
    connect(&m_model, &RoomModel::recordingContinued, this, [this] {
        m_continuedHere = m_interrupted;
        m_toast.showMessage(continuedText());
    });
}

void RecordingFlow::askStart()
{
    if (m_startDialog) {
        m_startDialog->raise();
        return;
    }
    if (m_model.view().room.recording.phase != RecordingPhase::Idle) {
        return;
    }
    Question question{"startRecordingDialog", "startRecordingConfirm",
                      //: Question after Start recording was pressed
                      tr("Do you want to start recording?"),
                      //: Under that question
                      tr("Everyone will be notified and asked to confirm."),
                      //: Button that confirms
                      tr("Start Recording"), "record"};
    addForecast(question, m_model.view().diskForecast);
    m_startDialog = new AskDialog(question, &m_window);
    connect(m_startDialog, &QDialog::accepted, this, [this] {
        setPending(true);
        m_model.startRecording();
    });
    m_startDialog->open();
}

void RecordingFlow::askStop()
{
    const RecordingInfo &recording = m_model.view().room.recording;
    if (m_stopDialog) {
        m_stopDialog->raise();
        return;
    }
    if (!isRunning(recording.phase)) {
        return;
    }
    const Question question{"stopRecordingDialog",
                            "stopRecordingConfirm",
                            //: Question after the stop square was pressed
                            tr("Are you sure you want to stop recording?"),
                            {},
                            //: Button that confirms
                            tr("Stop recording"),
                            "record"};
    m_stopDialog = new AskDialog(question, &m_window);
    m_stopDialogFor = recording.recording;
    // Stops the recording the question was about, even if another one is running by then.
    connect(m_stopDialog, &QDialog::accepted, this, [this, asked = recording.recording] {
        setPending(true);
        m_model.stopRecording(asked);
    });
    m_stopDialog->open();
}

void RecordingFlow::pauseOrResume()
{
    const RecordingInfo &recording = m_model.view().room.recording;
    if (recording.phase == RecordingPhase::Recording || recording.phase == RecordingPhase::Paused) {
        m_model.pauseRecording(recording.recording, recording.phase == RecordingPhase::Recording);
    }
}

void RecordingFlow::mark()
{
    const RecordingInfo &recording = m_model.view().room.recording;
    if (recording.phase == RecordingPhase::Recording || recording.phase == RecordingPhase::Paused) {
        m_model.markMoment(recording.recording);
        //: Message after Mark this moment; %1 is the place in the recording, such as 0:12:34
        m_toast.showMessage(tr("Marked at %1.").arg(durationText(m_controls.elapsed())));
    }
}

void RecordingFlow::remind()
{
    if (m_model.view().room.recording.phase == RecordingPhase::Idle && !m_startDialog) {
        //: Message to moderators, two minutes after they came in
        m_toast.showAction(tr("This session is not being recorded."),
                           //: Button of that message
                           tr("Start recording"), [this] { askStart(); });
    }
}

void RecordingFlow::update()
{
    const RecordingInfo &recording = m_model.view().room.recording;
    if (recording.phase != m_phase || recording.recording != m_recording) {
        m_phase = recording.phase;
        m_recording = recording.recording;
        setPending(false);
    }
    if (recording.phase == RecordingPhase::Recording || recording.phase == RecordingPhase::Paused) {
        m_begun = recording.recording;
        const bool isBack = m_interrupted && !m_model.view().isInterrupted();
        // On the recording computer a more detailed message has been shown already.
        const bool isKnown = isBack && std::exchange(m_continuedHere, false);
        if (isBack && !isKnown && m_model.view().mayModerate()) {
            //: Message to moderators: the computer that records did not answer for a while
            m_toast.showMessage(tr("The recorder is back. Recording continues."));
        }
    }
    m_interrupted = m_model.view().isInterrupted();
    updateDialogs();
    updateNotice();
}

void RecordingFlow::updateDialogs()
{
    const RoomView &view = m_model.view();
    const RecordingInfo &recording = view.room.recording;
    if (m_startDialog && (recording.phase != RecordingPhase::Idle || !view.mayModerate())) {
        withdraw(m_startDialog);
        if (!recording.startedByName.isEmpty() && recording.startedBy != view.self) {
            m_toast.showMessage(
                errorText({ErrorCode::AlreadyRecording, {}}, recording.startedByName));
        }
    }
    const bool stillThatOne = isRunning(recording.phase) && recording.recording == m_stopDialogFor;
    if (m_stopDialog && (!stillThatOne || !view.mayModerate())) {
        withdraw(m_stopDialog);
    }
}

void RecordingFlow::withdraw(QPointer<AskDialog> &dialog)
{
    dialog->disconnect(this); // a click already queued must have no effect
    dialog->reject();
    dialog = nullptr;
}

void RecordingFlow::updateNotice()
{
    const NoticeState owed = owedNotice(m_model.view());
    if (owed != NoticeState::None) {
        show(owed, m_model.view().room.recording.recording);
    } else if (m_notice != NoticeState::Ended) {
        hideNotice();
    }
}

void RecordingFlow::show(NoticeState state, const RecordingId &recording)
{
    if (state == m_notice && recording == m_noticeFor) {
        return;
    }
    m_notice = state;
    m_noticeFor = recording;
    m_endedTimer.stop();
    if (state == NoticeState::Starting) {
        //: Notice to everyone
        m_card.showNotice(NoticeCard::Kind::Message,
                          tr("Recording will start momentarily, please wait."));
    } else {
        //: Notice to everyone except the person who started it; stays until Confirm is pressed
        m_card.showNotice(NoticeCard::Kind::Consent, tr("This session is being recorded."));
        QApplication::alert(&m_window);
    }
}

void RecordingFlow::noticePainted()
{
    if (m_notice == NoticeState::Starting) {
        m_model.noticeShown(m_noticeFor, Notice::Starting);
    } else if (m_notice == NoticeState::Consent) {
        m_model.noticeShown(m_noticeFor, Notice::Recording);
    }
}

void RecordingFlow::confirm()
{
    m_card.setConfirming(true);
    m_model.confirmRecording(m_noticeFor);
}

void RecordingFlow::requestFailed()
{
    setPending(false);
    m_card.setConfirming(false);
}

void RecordingFlow::published(const RecordingId &recording)
{
    if (m_notice == NoticeState::Ended && m_noticeFor == recording) {
        hideNotice(); // it says that the recording is still being uploaded
    }
}

void RecordingFlow::setPending(bool pending)
{
    m_controls.setPending(pending);
}

void RecordingFlow::ended(const RecordingId &recording, EndReason reason, const QString &errorCode)
{
    const RecordingInfo &current = m_model.view().room.recording;
    if (isRunning(current.phase) && current.recording != recording) {
        return; // the next recording's notices take precedence
    }
    m_notice = NoticeState::Ended;
    m_noticeFor = recording;
    //: Notice to everyone
    m_card.showNotice(NoticeCard::Kind::Message, tr("The recording has ended."),
                      endedDetail(recording, reason, errorCode));
    m_endedTimer.start(kEndedTime);
}

QString RecordingFlow::whatIsKept(const RecordingId &recording) const
{
    if (recording != m_begun) {
        return {};
    }
    //: After a sentence that says why a recording failed, for moderators
    return QLatin1Char(' ') +
           tr("What was recorded up to that point is kept and will be uploaded automatically.");
}

QString RecordingFlow::endedDetail(const RecordingId &recording, EndReason reason,
                                   const QString &errorCode) const
{
    if (!m_model.view().mayModerate()) {
        return {};
    }
    switch (reason) {
    case EndReason::Failed:
        return errorText({errorCodeFromName(errorCode), {}}) + whatIsKept(recording);
    case EndReason::Cancelled:
        //: Under "The recording has ended.", for moderators: it was stopped before the first
        //: frame
        return tr("It was stopped before anything was recorded.");
    case EndReason::Limit:
        //: Under "The recording has ended.", for moderators
        return tr("It reached the maximum length. It is being uploaded and processed.");
    case EndReason::DiskNearlyFull:
        //: Under "The recording has ended.", for moderators
        return tr("The recording computer's disk is almost full. Everything up to now is saved and "
                  "is being uploaded and processed. Free some space before you record again.");
    default:
        //: Under "The recording has ended.", for moderators
        return tr("It is being uploaded and processed.");
    }
}

void RecordingFlow::hideNotice()
{
    m_endedTimer.stop();
    m_notice = NoticeState::None;
    m_noticeFor = {};
    m_card.hide();
}

} // namespace prosc
