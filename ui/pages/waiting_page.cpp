#include "ui/pages/waiting_page.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

WaitingPage::WaitingPage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"waitingPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(16);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"lock"_s).pixmap(64, 64));
    //: Heading of the page shown while the room is locked
    auto *heading = makeLabel(tr("The room is locked"), "title");
    heading->setObjectName(u"waitingLabel"_s);
    //: Under that heading
    auto *hint = makeLabel(tr("You are in the waiting room. You will enter automatically when a "
                              "moderator unlocks the room."),
                           "dim");
    //: Button on the page shown while the room is locked
    auto *leave = makeButton("waitingLeaveButton", tr("Leave the waiting room"), nullptr);
    column->addStretch(2);
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addWidget(heading, 0, Qt::AlignHCenter);
    column->addLayout(centredRow(hint, 440));
    column->addSpacing(8);
    column->addWidget(leave, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(leave, &QPushButton::clicked, this, &WaitingPage::leaveRequested);
}

} // namespace prosc
