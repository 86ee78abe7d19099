#include "ui/people/waiting_dialog.h"

#include "ui/model/room_model.h"
#include "ui/people/waiting_name.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/widgets.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWidth = 520;
constexpr int kListHeight = 320;
constexpr int kGap = 16;

} // namespace

WaitingDialog::WaitingDialog(RoomModel &room, QWidget *parent)
    : QDialog(parent), m_room(room), m_count(makeLabel({}, "dim")), m_list(new QVBoxLayout)
{
    setObjectName(u"waitingDialog"_s);
    //: Title of the list of people who wait to be let in
    setWindowTitle(tr("Waiting room"));
    setFixedWidth(kWidth);
    m_count->setObjectName(u"waitingCountLabel"_s);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(8);
    m_list->addStretch(1);
    auto *people = new QWidget;
    people->setLayout(m_list);
    auto *scroll = new QScrollArea;
    scroll->setWidget(people);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus); // the buttons are the tab stops; focus scrolls to them
    scroll->setFixedHeight(kListHeight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(kGap);
    column->addWidget(makeLabel(windowTitle(), "title"));
    column->addWidget(m_count);
    column->addWidget(scroll, 1);
    column->addLayout(makeButtons());
    connect(&m_room, &RoomModel::viewChanged, this, &WaitingDialog::refresh);
    refresh();
}

QLayout *WaitingDialog::makeButtons()
{
    //: Button of the waiting room: anybody may enter from now on, those who wait too
    m_unlock = makeButton("unlockRoomButton", tr("Unlock room"), nullptr);
    //: Button of the waiting room: let everybody in who waits; the room stays locked
    m_admitAll = makeButton("admitAllButton", tr("Admit all"), "primary");
    //: Button of a dialog
    auto *close = makeButton("closeButton", tr("Close"), nullptr);
    for (auto *button : {m_unlock, m_admitAll, close}) {
        button->setAutoDefault(false); // Enter must not let anybody in by mistake
    }
    connect(m_unlock, &QPushButton::clicked, this, [this] { m_room.setLocked(false); });
    connect(m_admitAll, &QPushButton::clicked, this, [this] { m_room.admit({}); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_unlock);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_admitAll);
    return row;
}

QWidget *WaitingDialog::makeRow(const WaitingPerson &person)
{
    auto *card = makeCard();
    auto *name = new ElidedLabel;
    name->setText(waitingName(person));
    name->setObjectName(u"waitingName"_s);
    auto *decline = makeButton("declineButton", tr("Decline"), nullptr);
    auto *admit = makeButton("admitButton", tr("Admit"), "primary");
    //: Names of these buttons for a screen reader; %1 is a person's name
    admit->setAccessibleName(tr("Admit %1").arg(person.name));
    decline->setAccessibleName(tr("Decline %1").arg(person.name));
    for (auto *button : {decline, admit}) {
        button->setAutoDefault(false);
    }
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(name, 1);
    row->addWidget(decline);
    row->addWidget(admit);
    connect(admit, &QPushButton::clicked, this, [this, id = person.id] { m_room.admit(id); });
    connect(decline, &QPushButton::clicked, this, [this, id = person.id] { m_room.decline(id); });
    return card;
}

void WaitingDialog::refresh()
{
    const auto &people = m_room.view().waiting;
    if (people.empty()) {
        return accept();
    }
    std::erase_if(m_rows, [&people](const auto &entry) {
        const bool gone =
            std::ranges::find(people, entry.first, &WaitingPerson::id) == people.end();
        if (gone) {
            releaseFocus(entry.second);
            entry.second->hide();
            entry.second->deleteLater(); // one of its buttons may be the sender
        }
        return gone;
    });
    for (const auto &person : people) {
        auto &row = m_rows[person.id];
        if (row == nullptr) {
            row = makeRow(person);
            m_list->insertWidget(m_list->count() - 1, row); // above the stretch
        }
    }
    const auto isNew = [](const WaitingPerson &person) { return !person.removed; };
    m_admitAll->setEnabled(std::ranges::any_of(people, isNew));
    m_unlock->setVisible(m_room.view().room.room.locked);
    m_count->setText(tr("%n people are waiting to join.", "In the waiting room",
                        static_cast<int>(people.size())));
}

} // namespace prosc
