#pragma once

#include <QWidget>

class QLabel;

namespace prosc {

/// Shown while the room is locked; the room opens automatically when it is unlocked.
class WaitingPage : public QWidget
{
    Q_OBJECT
public:
    explicit WaitingPage(QWidget *parent = nullptr);

Q_SIGNALS:
    void leaveRequested();
};

} // namespace prosc
