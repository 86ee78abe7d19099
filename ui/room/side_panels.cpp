#include "ui/room/side_panels.h"

#include "ui/chat/chat_panel.h"
#include "ui/model/room_model.h"
#include "ui/people/people_panel.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

SidePanels::SidePanels(RoomModel &room, QWidget *parent)
    : QStackedWidget(parent), m_room(room), m_people(new PeoplePanel(room)),
      m_chat(new ChatPanel(room))
{
    setObjectName(u"sidePanels"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    addWidget(m_people);
    addWidget(m_chat);
    hide();
    connect(m_people, &PeoplePanel::closeRequested, this, &SidePanels::togglePeople);
    connect(m_chat, &ChatPanel::closeRequested, this, &SidePanels::toggleChat);
    connect(&m_room, &RoomModel::viewChanged, this, &SidePanels::countUnread);
    countUnread();
}

bool SidePanels::showsPeople() const
{
    return !isHidden() && currentWidget() == m_people;
}

bool SidePanels::showsChat() const
{
    return !isHidden() && currentWidget() == m_chat;
}

void SidePanels::showPeople()
{
    open(m_people);
}

void SidePanels::togglePeople()
{
    toggle(m_people);
}

void SidePanels::toggleChat()
{
    toggle(m_chat);
    if (showsChat()) {
        m_chat->takeFocus();
    }
}

void SidePanels::open(QWidget *panel)
{
    setCurrentWidget(panel);
    show();
    countUnread();
    Q_EMIT changed();
}

void SidePanels::toggle(QWidget *panel)
{
    if (!isHidden() && currentWidget() == panel) {
        hide();
        Q_EMIT changed();
    } else {
        open(panel);
    }
}

void SidePanels::countUnread()
{
    const RoomView &view = m_room.view();
    if (showsChat() && !view.chat.empty()) {
        m_read = view.chat.back().line;
    }
    const auto unread =
        static_cast<int>(std::ranges::count_if(view.chat, [this, &view](const ChatLine &line) {
            return line.line > m_read && line.from != view.self;
        }));
    if (unread != m_unread) {
        m_unread = unread;
        Q_EMIT changed();
    }
}

} // namespace prosc
