#include "ui/people/waiting_strip.h"

#include "ui/people/waiting_name.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

WaitingStrip::WaitingStrip(QWidget *parent) : QFrame(parent), m_label(makeLabel({}, nullptr))
{
    setObjectName(u"waitingStrip"_s);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"people"_s).pixmap(20, 20));
    m_label->setObjectName(u"waitingStripLabel"_s);
    m_label->setWordWrap(true);
    //: Button beside "… is waiting to join.": send this person away
    m_decline = makeButton("declineButton", tr("Decline"), nullptr);
    //: Button beside "… is waiting to join.": let this person in
    m_admit = makeButton("admitButton", tr("Admit"), "primary");
    //: Button beside "… people are waiting to join."
    m_seeAll = makeButton("seeAllButton", tr("See all"), "primary");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(icon);
    row->addWidget(m_label, 1);
    row->addWidget(m_decline);
    row->addWidget(m_admit);
    row->addWidget(m_seeAll);
    connect(m_decline, &QPushButton::clicked, this,
            [this] { Q_EMIT declineRequested(ParticipantId(m_people.front().id)); });
    connect(m_admit, &QPushButton::clicked, this,
            [this] { Q_EMIT admitRequested(ParticipantId(m_people.front().id)); });
    connect(m_seeAll, &QPushButton::clicked, this, &WaitingStrip::seeAllRequested);
    hide();
}

void WaitingStrip::setWaiting(const std::vector<WaitingPerson> &people)
{
    if (people == m_people) {
        return;
    }
    const bool someoneCame = std::ranges::any_of(people, [this](const WaitingPerson &person) {
        return std::ranges::find(m_people, person.id, &WaitingPerson::id) == m_people.end();
    });
    m_people = people;
    // Whoever presses a key now must not answer for another person than the one they read.
    releaseFocus(this);
    const auto count = static_cast<int>(people.size());
    if (count == 0) {
        hide();
        return;
    }
    const bool one = count == 1;
    const QString sentence =
        //: For moderators of a locked room; %1 is a person's name
        one ? tr("%1 is waiting to join.").arg(waitingName(people.front()))
            //: For moderators of a locked room
            : tr("%n people are waiting to join.", nullptr, count);
    m_decline->setVisible(one);
    m_admit->setVisible(one);
    m_seeAll->setVisible(!one);
    if (one) {
        //: Names of these buttons for a screen reader; %1 is a person's name
        m_admit->setAccessibleName(tr("Admit %1").arg(people.front().name));
        m_decline->setAccessibleName(tr("Decline %1").arg(people.front().name));
    }
    show();
    if (someoneCame) {
        sayAloud(m_label, sentence);
    } else {
        m_label->setText(sentence);
    }
}

} // namespace prosc
