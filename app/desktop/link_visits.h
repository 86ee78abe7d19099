#pragma once

#include "app/room/protocol/join_link.h"
#include "ui/main_window.h"
#include "ui/tray_controller.h"

#include <QDialog>
#include <QPointer>

#include <optional>

namespace prosc {

/// What becomes of a link that was opened outside the window: by a command, or by a click in a
/// browser. It never does more than ask to join; a room that is open is left only after a question.
/// GUI thread.
class LinkVisits : public QObject
{
    Q_OBJECT
public:
    explicit LinkVisits(MainWindow &window);

    /// Where the user is.
    struct Place
    {
        /// Of the room that is open, being entered included.
        std::optional<JoinLink> room;
        BackgroundWork work;
    };
    /// A link that somebody typed is joined at once unless a room is open; one of the scheme
    /// "proscenium:" may be any web page's and is only offered.
    void open(const QString &link, const Place &place);
    /// A room is being opened on this computer: a link waits until it is open, or failed to.
    void hold() { m_isHeld = true; }
    void release(const Place &place);
    /// The room that was open is left and complete: joins the one for which it was left.
    void roomLeft();

Q_SIGNALS:
    void joinRequested(const QString &link);
    /// Leave the room; roomLeft() follows.
    void leaveRequested();

private:
    void refuse();
    void ask(const QString &link, const QString &host, const BackgroundWork &work);

    MainWindow &m_window;
    QPointer<QDialog> m_dialog;
    /// To be joined after the room that is open; empty for none.
    QString m_next;
    bool m_isHeld = false;
    QString m_held;
};

} // namespace prosc
