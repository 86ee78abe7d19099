#pragma once

#include <QWidget>

class QLabel;

namespace prosc {

/// Shown while we wait to be let in; the room opens automatically when that happens.
class WaitingPage : public QWidget
{
    Q_OBJECT
public:
    explicit WaitingPage(QWidget *parent = nullptr);

    /// Says why: the room is locked, or somebody was removed who came from here.
    void setReason(bool removed);

Q_SIGNALS:
    void leaveRequested();

private:
    QLabel *m_heading;
};

} // namespace prosc
