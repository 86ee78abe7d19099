#include "ui/pages/busy_card.h"

#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace prosc {

BusyCard::BusyCard(QWidget *parent) : QFrame(parent), m_sentence(makeLabel({}, nullptr))
{
    setProperty("role", u"card"_s);
    m_sentence->setObjectName(u"busyLabel"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 16, 16, 16);
    row->setSpacing(16);
    auto *progress = new QProgressBar;
    progress->setRange(0, 0);
    progress->setTextVisible(false);
    progress->setFixedWidth(160);
    //: Button: stops connecting to a room
    auto *cancel = makeButton("cancelButton", tr("Cancel"), nullptr);
    row->addWidget(m_sentence, 1);
    row->addWidget(progress);
    row->addWidget(cancel);
    hide();
    connect(cancel, &QPushButton::clicked, this, &BusyCard::cancelRequested);
}

void BusyCard::showSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
    show();
}

} // namespace prosc
