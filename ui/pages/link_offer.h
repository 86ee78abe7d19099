#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace prosc {

/// The card that asks whether to follow a link to a room that was opened outside the program.
class LinkOffer : public QFrame
{
    Q_OBJECT
public:
    explicit LinkOffer(QWidget *parent = nullptr);

    /// Shows the card; `host` is the computer that the link leads to.
    void offer(const QString &link, const QString &host);
    [[nodiscard]] const QString &link() const { return m_link; }

Q_SIGNALS:
    /// "Join room" was pressed.
    void accepted();

private:
    QLabel *m_question;
    QPushButton *m_join;
    QString m_link;
};

} // namespace prosc
