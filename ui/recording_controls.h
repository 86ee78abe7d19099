#pragma once

#include "app/base/clock.h"
#include "ui/room_model.h"

#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QToolButton;

namespace prosc {

/// The recording's part of the toolbar: Start recording, or the indicator with timer and stop
/// square.
class RecordingControls : public QWidget
{
    Q_OBJECT
public:
    explicit RecordingControls(const Clock &clock, QWidget *parent = nullptr);

    void setView(const RoomView &view);
    /// Start or Stop was asked for and is not answered yet: both buttons wait.
    void setPending(bool pending);

Q_SIGNALS:
    void startClicked();
    void stopClicked();

private:
    [[nodiscard]] QWidget *makeIndicator();
    [[nodiscard]] bool holdsFocus() const;
    /// With `held`, the focus stays on whichever button there is now.
    void keepFocus(bool held);
    void updateStart(const RoomView &view);
    void updateIndicator(const RoomView &view);
    /// The service tells the elapsed time with each snapshot; between them it goes on here.
    void anchorTimer(const RoomView &view);
    void showTime();

    const Clock &m_clock;
    QToolButton *m_start;
    QLabel *m_mobileHint;
    QFrame *m_indicator;
    QLabel *m_dot;
    QLabel *m_state;
    QLabel *m_timer;
    QLabel *m_notConfirmed;
    QToolButton *m_stop;
    QTimer m_ticker;
    RecordingInfo m_info;
    int m_revision = -1;
    MediaTime m_anchor{};
    /// The time does not go on: interrupted, or not known.
    bool m_stands = false;
    bool m_pending = false;
};

} // namespace prosc
