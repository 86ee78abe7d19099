#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace prosc {

/// A short message over the stage that disappears automatically, optionally with one action.
class Toast : public QFrame
{
    Q_OBJECT
public:
    explicit Toast(QWidget *parent = nullptr);

    void showMessage(const QString &text);
    /// Stays longer; its button, called `action`, calls `run`.
    void showAction(const QString &text, const QString &action, std::function<void()> run);
    void setVisible(bool visible) override;

private:
    void present(const QString &text, const QString &action, int milliseconds);

    QLabel *m_label;
    QPushButton *m_action;
    QTimer m_timer;
    std::function<void()> m_run;
};

} // namespace prosc
