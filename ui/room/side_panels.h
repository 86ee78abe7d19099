#pragma once

#include <QStackedWidget>

namespace prosc {

class ChatPanel;
class PeoplePanel;
class RoomModel;

/// The panels beside the stage, of which at most one is open: people, chat.
class SidePanels : public QStackedWidget
{
    Q_OBJECT
public:
    explicit SidePanels(RoomModel &room, QWidget *parent = nullptr);

    void showPeople();
    /// Opens it, or closes it if it is open.
    void togglePeople();
    void toggleChat();
    [[nodiscard]] bool showsPeople() const;
    [[nodiscard]] bool showsChat() const;
    /// Lines by others that came while the chat was closed.
    [[nodiscard]] int unread() const { return m_unread; }

Q_SIGNALS:
    /// Another panel is open, or unread() has changed.
    void changed();

private:
    void open(QWidget *panel);
    void toggle(QWidget *panel);
    void countUnread();

    RoomModel &m_room;
    PeoplePanel *m_people;
    ChatPanel *m_chat;
    /// The number of the newest line that has been shown.
    int m_read = 0;
    int m_unread = 0;
};

} // namespace prosc
