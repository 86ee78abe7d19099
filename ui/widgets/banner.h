#pragma once

#include <QFrame>

class QLabel;

namespace prosc {

/// A line above the stage for persistent problems; hidden while there are none.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);

    /// Shows `sentence` (several are separated by line breaks), or hides when it is empty.
    void setSentence(const QString &sentence);

private:
    QLabel *m_label;
};

} // namespace prosc
