#include "ui/pages/waiting_page.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

WaitingPage::WaitingPage(QWidget *parent) : QWidget(parent), m_heading(makeLabel({}, "title"))
{
    setObjectName(u"waitingPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(16);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"lock"_s).pixmap(64, 64));
    m_heading->setObjectName(u"waitingLabel"_s);
    setReason(false);
    //: Under that heading
    auto *hint = makeLabel(tr("You are in the waiting room. You will enter automatically once a "
                              "moderator lets you in."),
                           "dim");
    //: Button on the page shown while the room is locked
    auto *leave = makeButton("waitingLeaveButton", tr("Leave the waiting room"), nullptr);
    column->addStretch(2);
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addWidget(m_heading, 0, Qt::AlignHCenter);
    column->addLayout(centredRow(hint, 440));
    column->addSpacing(8);
    column->addWidget(leave, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(leave, &QPushButton::clicked, this, &WaitingPage::leaveRequested);
}

void WaitingPage::setReason(bool removed)
{
    //: Heading of the page shown while one waits, because somebody from there was removed
    m_heading->setText(removed ? tr("A moderator has to let you in")
                               //: Heading of the page shown while the room is locked
                               : tr("The room is locked"));
}

} // namespace prosc
