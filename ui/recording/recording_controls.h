#pragma once

#include "app/base/clock.h"
#include "ui/model/room_model.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QToolButton;

namespace prosc {

class RecorderPanel;

/// The recording's part of the toolbar: Start recording, or the indicator with timer and stop
/// square. For moderators the indicator opens the recorder's panel.
class RecordingControls : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingControls(const Clock &clock, QWidget *parent = nullptr);

    void setView(const RoomView &view);
    /// Start or Stop was asked for and is not answered yet: both buttons wait.
    void setPending(bool pending);
    /// The recorded time, as it goes on since the service told it.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void startClicked();
    void stopClicked();
    /// elapsed() has reached another second.
    void secondPassed();

private:
    /// What the indicator says.
    enum class Look { Running, Paused, Interrupted, Unknown };

    void makeStart();
    [[nodiscard]] QWidget *makeIndicator();
    void makeIndicatorParts();
    /// The part that has the focus; this itself while no button could have it.
    [[nodiscard]] QWidget *focusedPart();
    /// The focus stays on `held`, or goes to whichever button there is now.
    void keepFocus(QWidget *held);
    void updateStart(const RoomView &view);
    void updateIndicator(const RoomView &view);
    void updateDetails(bool offered);
    [[nodiscard]] static Look lookOf(const RoomView &view);
    [[nodiscard]] QString stateText() const;
    void openPanel();
    /// The service tells the elapsed time with each snapshot; between them it goes on here.
    void anchorTimer(const RoomView &view);
    void showTime();

    const Clock &m_clock;
    QToolButton *m_start;
    QLabel *m_mobileHint;
    QFrame *m_indicator;
    QLabel *m_dot;
    QPixmap m_runningSign;
    QPixmap m_pausedSign;
    QLabel *m_state;
    QLabel *m_timer;
    QLabel *m_notConfirmed;
    QToolButton *m_details;
    QToolButton *m_stop;
    RecorderPanel *m_panel;
    QTimer m_ticker;
    RoomView m_view;
    RecordingInfo m_info;
    int m_revision = -1;
    /// The recorded time that was told last, and when; by whom: by this computer itself, or not.
    std::chrono::milliseconds m_told{};
    MediaTime m_anchor{};
    bool m_alone = false;
    /// Only when it is Running the time goes on.
    Look m_look = Look::Running;
    QString m_shownTime;
    bool m_pending = false;
};

} // namespace prosc
