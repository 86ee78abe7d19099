#pragma once

#include "app/base/clock.h"
#include "ui/model/room_view.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QToolButton;

namespace prosc {

class RecorderPanel;

/// The recording section of the toolbar: Start recording, or the indicator with timer and stop
/// button. For moderators the indicator opens the recorder's panel.
class RecordingControls : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingControls(const Clock &clock, QWidget *parent = nullptr);

    void setView(const RoomView &view);
    /// Disables both buttons while a Start or Stop request is pending.
    void setPending(bool pending);
    /// The recorded time, extrapolated from the service's last value.
    [[nodiscard]] std::chrono::milliseconds elapsed() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void startClicked();
    void stopClicked();
    /// elapsed() has reached the next second.
    void secondPassed();

private:
    /// The state shown by the indicator.
    enum class Look { Running, Paused, Interrupted, Unknown };

    void makeStart();
    [[nodiscard]] QWidget *makeIndicator();
    void makeIndicatorParts();
    /// The child that has the focus; this widget itself while no button can take it.
    [[nodiscard]] QWidget *focusedPart();
    /// Keeps the focus on `held`, or moves it to whichever button is available now.
    void keepFocus(QWidget *held);
    void updateStart(const RoomView &view);
    void updateIndicator(const RoomView &view);
    void updateDetails(bool offered);
    [[nodiscard]] static Look lookOf(const RoomView &view);
    [[nodiscard]] QString stateText() const;
    void openPanel();
    /// The service sends the elapsed time with each snapshot; in between it is extrapolated here.
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
    /// The last known recorded time, when it was received, and whether it came from this computer's
    /// own recorder instead of the service.
    std::chrono::milliseconds m_told{};
    MediaTime m_anchor{};
    bool m_alone = false;
    /// The time advances only while Running.
    Look m_look = Look::Running;
    QString m_shownTime;
    bool m_pending = false;
};

} // namespace prosc
