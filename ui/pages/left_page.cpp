#include "ui/pages/left_page.h"

#include "ui/text/error_text.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

LeftPage::LeftPage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"leftPage"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *icon = new QLabel;
    icon->setPixmap(directedIcon(u"door"_s).pixmap(64, 64));
    m_label = makeLabel({}, "heading");
    m_label->setObjectName(u"leftLabel"_s);
    //: Button on the page shown after the room
    auto *back = makeButton("backButton", tr("Back to the start page"), "primary");
    //: Button on the page shown after the room: join the same room again
    m_rejoinButton = makeButton("rejoinButton", tr("Join again"), nullptr);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(16);
    buttons->addStretch(1);
    buttons->addWidget(m_rejoinButton);
    buttons->addWidget(back);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(24);
    column->addStretch(2);
    column->addWidget(icon, 0, Qt::AlignHCenter);
    column->addLayout(centredRow(m_label, 480));
    column->addLayout(buttons);
    column->addStretch(3);
    connect(back, &QPushButton::clicked, this, &LeftPage::backRequested);
    connect(m_rejoinButton, &QPushButton::clicked, this, &LeftPage::rejoinRequested);
}

void LeftPage::setReason(const Error &error)
{
    // Cancelled means that the user left voluntarily.
    //: Shown after "Leave session"
    m_label->setText(error.code == ErrorCode::Cancelled ? tr("You left the session.")
                                                        : errorText(error));
    const bool final =
        error.code == ErrorCode::SessionEnded || error.code == ErrorCode::TokenInvalid ||
        error.code == ErrorCode::TokenExpired || error.code == ErrorCode::UnknownRoom;
    m_rejoinButton->setVisible(!final);
}

} // namespace prosc
