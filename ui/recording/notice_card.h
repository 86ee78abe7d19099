#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace prosc {

/// A notice over the stage: a sentence, perhaps a second one, and for the consent two buttons.
class NoticeCard : public QFrame
{
    Q_OBJECT
public:
    enum class Kind { Message, Consent };

    explicit NoticeCard(QWidget *parent = nullptr);

    /// Replaces what is shown. painted() follows once, when people could really read it.
    void showNotice(Kind kind, const QString &text, const QString &detail = {});
    /// The notice stays, its Confirm button waits for the answer.
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
    /// Which notice a late painted() is about.
    int m_generation = 0;
};

} // namespace prosc
