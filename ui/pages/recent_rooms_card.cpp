#include "ui/pages/recent_rooms_card.h"

#include "ui/text/format_text.h"
#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr size_t kMostShown = 6;

} // namespace

RecentRoomsCard::RecentRoomsCard(QWidget *parent) : QFrame(parent), m_rows(new QVBoxLayout)
{
    setProperty("role", u"card"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    //: Heading of the list of rooms that were joined before
    column->addWidget(makeLabel(tr("Recent rooms"), "heading"));
    m_rows->setSpacing(0);
    column->addLayout(m_rows);
    hide();
}

void RecentRoomsCard::setRooms(const std::vector<RecentRoom> &rooms)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->deleteLater(); // one of its buttons may be the sender
        delete item;
    }
    for (size_t i = 0; i < std::min(rooms.size(), kMostShown); ++i) {
        m_rows->addWidget(makeRow(rooms[i]));
    }
    setVisible(!rooms.empty());
}

QWidget *RecentRoomsCard::makeRow(const RecentRoom &room)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(16);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(makeLabel(room.title, nullptr));
    words->addWidget(makeLabel(dateTimeText(room.last), "small"));
    row->addLayout(words, 1);
    //: Button beside a recent room
    auto *button = makeButton("recentJoinButton", tr("Join"), nullptr);
    //: Name of that button for a screen reader; %1 is the title of a room
    button->setAccessibleName(tr("Join %1").arg(room.title));
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this,
            [this, link = room.link] { Q_EMIT joinRequested(link); });
    return line;
}

} // namespace prosc
