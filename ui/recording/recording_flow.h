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

/// What is on the notice card.
///
///     None ──► Starting ──► Consent ──► None (confirmed)
///      ▲           │            │
///      └── Ended ◄─┴────────────┘        Ended goes by itself, or when the next recording starts
enum class NoticeState { None, Starting, Consent, Ended };

/// Which notice this client owes its user now; Ended is never owed, it is news.
[[nodiscard]] NoticeState owedNotice(const RoomView &view);

/// The words around a recording: both questions, and the notices in their order. A question and a
/// notice belong to one recording's id, and go when that one is over.
class RecordingFlow : public QObject
{
    Q_OBJECT
public:
    /// All of them must outlive this; `window` is what the questions stand over.
    RecordingFlow(RoomModel &model, RecordingControls &controls, NoticeCard &card, Toast &toast,
                  QWidget &window);

    void askStart();
    void askStop();
    /// At once: it is easily taken back.
    void pauseOrResume();
    /// The view has changed.
    void update();
    /// A request was refused.
    void requestFailed();

private:
    void updateDialogs();
    void withdraw(QPointer<AskDialog> &dialog);
    void updateNotice();
    void show(NoticeState state, const RecordingId &recording);
    void noticePainted();
    void confirm();
    void ended(const RecordingId &recording, EndReason reason, const QString &errorCode);
    void hideNotice();
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
    /// The last one that is more than announced.
    RecordingId m_begun;
    bool m_interrupted = false;
    /// It was interrupted because this program was killed, and the person was told that it goes on.
    bool m_continuedHere = false;
    QTimer m_endedTimer;
};

} // namespace prosc
