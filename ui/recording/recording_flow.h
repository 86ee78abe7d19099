#pragma once

#include "ui/model/room_model.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QWidget;

namespace prosc {

class AskDialog;
class NoticeCard;
class RecordingControls;
class Toast;

/// The content of the notice card.
///
///     None ──► Starting ──► Consent ──► None (confirmed)
///      ▲           │            │
///      └── Ended ◄─┴────────────┘        Ended times out, or is replaced by the next recording
enum class NoticeState { None, Starting, Consent, Ended };

/// The notice this client must show its user now. Never Ended, which only reports an event.
[[nodiscard]] NoticeState owedNotice(const RoomView &view);

/// The dialogs and notices around a recording, in their order. Each belongs to one recording's id
/// and disappears when that recording is over.
class RecordingFlow : public QObject
{
    Q_OBJECT
public:
    /// All of them must outlive this; `window` is the parent of the questions.
    RecordingFlow(RoomModel &model, RecordingControls &controls, NoticeCard &card, Toast &toast,
                  QWidget &window);

    void askStart();
    void askStop();
    /// Without confirmation, because it is easily undone.
    void pauseOrResume();
    /// Begins a chapter of the recording.
    void mark();
    /// The view has changed.
    void update();
    /// A request was refused.
    void requestFailed();
    /// A recording made here is in the library.
    void published(const RecordingId &recording);

private:
    void updateDialogs();
    void withdraw(QPointer<AskDialog> &dialog);
    void updateNotice();
    void show(NoticeState state, const RecordingId &recording);
    void noticePainted();
    void confirm();
    void ended(const RecordingId &recording, EndReason reason, const QString &errorCode);
    void hideNotice();
    void remind();
    void setPending(bool pending);
    [[nodiscard]] QString whatIsKept(const RecordingId &recording) const;
    [[nodiscard]] QString endedDetail(const RecordingId &recording, EndReason reason,
                                      const QString &errorCode) const;

    RoomModel &m_model;
    RecordingControls &m_controls;
    NoticeCard &m_card;
    Toast &m_toast;
    QWidget &m_window;
    QPointer<AskDialog> m_startDialog;
    QPointer<AskDialog> m_stopDialog;
    RecordingId m_stopDialogFor;
    NoticeState m_notice = NoticeState::None;
    RecordingId m_noticeFor;
    RecordingPhase m_phase = RecordingPhase::Idle;
    RecordingId m_recording;
    /// The last recording that actually began.
    RecordingId m_begun;
    bool m_interrupted = false;
    /// The interruption came from this program being killed, and the user was told that the
    /// recording has resumed.
    bool m_continuedHere = false;
    QTimer m_endedTimer;
};

} // namespace prosc
