#pragma once

#include "app/base/result.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace prosc {

/// Says why the room is over, and offers what to do next.
class LeftPage : public QWidget
{
    Q_OBJECT
public:
    explicit LeftPage(QWidget *parent = nullptr);

    void setReason(const Error &error);

Q_SIGNALS:
    void backRequested();
    void rejoinRequested();

private:
    QLabel *m_label;
    QPushButton *m_rejoinButton;
};

} // namespace prosc
