#include "ui/pages/link_offer.h"

#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

LinkOffer::LinkOffer(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"linkOffer"_s);
    setProperty("role", u"card"_s);
    m_question = makeLabel({}, "heading");
    m_question->setObjectName(u"linkOfferLabel"_s);
    m_question->setWordWrap(true);
    auto *detail =
        //: Under the question whether to join the room of a link
        makeLabel(tr("Your camera and microphone stay off until you turn them on."), "dim");
    detail->setWordWrap(true);
    //: Button beside the question whether to join the room of a link: no
    auto *decline = makeButton("declineLinkButton", tr("Not now"), nullptr);
    //: Button beside the question whether to join the room of a link: yes
    m_join = makeButton("acceptLinkButton", tr("Join room"), "primary");
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_question);
    words->addWidget(detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 16, 24, 16);
    row->setSpacing(16);
    row->addLayout(words, 1);
    row->addWidget(decline);
    row->addWidget(m_join);
    hide();
    connect(decline, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_join, &QPushButton::clicked, this, &LinkOffer::accepted);
}

void LinkOffer::offer(const QString &link, const QString &host)
{
    m_link = link;
    //: A link was opened, in a browser for example; %1 is the address of a computer
    sayAloud(m_question, tr("Join the room on %1?").arg(fileText(host)));
    show();
    m_join->setFocus();
}

} // namespace prosc
