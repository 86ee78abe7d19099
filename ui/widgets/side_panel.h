#pragma once

#include <QFrame>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace prosc {

/// A panel of fixed width beside the stage: a title with a button that closes it, and under them
/// what a subclass adds to column().
class SidePanel : public QFrame
{
    Q_OBJECT
public:
    /// `close` becomes the panel's.
    SidePanel(const QString &objectName, QToolButton *close, QWidget *parent);

Q_SIGNALS:
    void closeRequested();

protected:
    [[nodiscard]] QLabel *title() const { return m_title; }
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }

private:
    QLabel *m_title;
    QVBoxLayout *m_column;
};

} // namespace prosc
