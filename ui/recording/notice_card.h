#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace prosc {

/// A notice over the stage: one or two sentences and, for consent, two buttons.
class NoticeCard : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Message, Consent };

    explicit NoticeCard(QWidget *parent = nullptr);

    /// Replaces the current notice. painted() follows once, after it has been painted on the
    /// screen.
    void showNotice(Kind kind, const QString &text, const QString &detail = {});
    /// Keeps the notice but disables Confirm while the answer is pending.
    void setConfirming(bool confirming);
    void setVisible(bool visible) override;

Q_SIGNALS:
    void painted();
    void confirmClicked();
    void leaveClicked();
    void closeClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_label;
    QLabel *m_detail;
    QLabel *m_dot;
    QPushButton *m_confirm;
    QPushButton *m_leave;
    QToolButton *m_close;
    bool m_awaitsPaint = false;
    /// Identifies the notice, so that a queued painted() for an earlier one is dropped.
    int m_generation = 0;
};

} // namespace prosc
