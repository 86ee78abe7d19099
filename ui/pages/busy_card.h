#pragma once

#include <QFrame>

class QLabel;

namespace prosc {

/// What the program is waiting for, with a button that stops it. Hidden at first.
class BusyCard : public QFrame
{
    Q_OBJECT
public:
    explicit BusyCard(QWidget *parent = nullptr);

    void showSentence(const QString &sentence);

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel *m_sentence;
};

} // namespace prosc
