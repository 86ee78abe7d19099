#pragma once

#include <QFrame>

class QLabel;

namespace prosc {

/// A line above the stage for trouble that lasts; hidden while there is none.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Shows `sentence` (several stand on lines of their own), or hides when it is empty.
    void setSentence(const QString &sentence);

private:
    QLabel *m_label;
};

} // namespace prosc
