#include "ui/people/people_panel.h"

#include "ui/model/room_model.h"
#include "ui/people/people_list.h"
#include "ui/people/person_delegate.h"
#include "ui/people/person_menu.h"
#include "ui/widgets/widgets.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// A search helps from so many people on.
constexpr size_t kMany = 10;

} // namespace

PeoplePanel::PeoplePanel(RoomModel &room, QWidget *parent)
    : SidePanel(u"peoplePanel"_s,
                //: Closes the list of participants
                makeIconButton("peopleCloseButton", u"close"_s, tr("Close"), 32), parent),
      m_room(room), m_people(new PeopleList(this)), m_search(new QLineEdit), m_list(new QListView),
      m_access(new QComboBox),
      //: Button under the list of participants, for moderators
      m_muteAll(makeButton("muteEveryoneButton", tr("Mute everyone"), nullptr))
{
    title()->setObjectName(u"peopleTitle"_s);
    m_search->setObjectName(u"peopleSearch"_s);
    //: In the empty field above the list of participants
    m_search->setPlaceholderText(tr("Search by name"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"peopleList"_s);
    m_list->setModel(m_people);
    m_list->setItemDelegate(new PersonDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    //: For a screen reader: the list of people in the room
    m_list->setAccessibleName(tr("Participants"));
    m_footer = makeFooter();
    column()->addWidget(m_search);
    column()->addWidget(m_list, 1);
    column()->addWidget(m_footer);
    connect(m_search, &QLineEdit::textChanged, this, &PeoplePanel::refresh);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        openMenu(m_list->viewport()->mapToGlobal(m_list->visualRect(index).center()));
    });
    connect(&m_room, &RoomModel::viewChanged, this, &PeoplePanel::refresh);
    refresh();
}

QWidget *PeoplePanel::makeFooter()
{
    m_access->setObjectName(u"stageAccess"_s);
    //: Who can go on stage
    m_access->addItem(tr("Everyone"), QVariant::fromValue(StageAccess::Everyone));
    //: Who can go on stage
    m_access->addItem(tr("People who ask"), QVariant::fromValue(StageAccess::Request));
    //: Who can go on stage
    m_access->addItem(tr("Invited people only"), QVariant::fromValue(StageAccess::Invite));
    //: Under the list of participants, before: Everyone, People who ask, Invited people only
    auto *label = makeLabel(tr("Who can go on stage"), "dim");
    m_access->setAccessibleName(label->text());
    connect(m_access, &QComboBox::activated, this, [this](int index) {
        m_room.setStageAccess(m_access->itemData(index).value<StageAccess>());
    });
    connect(m_muteAll, &QPushButton::clicked, this, [this] { m_room.muteEveryone(); });
    auto *footer = new QWidget;
    auto *column = new QVBoxLayout(footer);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(label);
    column->addWidget(m_access);
    column->addSpacing(8);
    column->addWidget(m_muteAll);
    return footer;
}

void PeoplePanel::refresh()
{
    const RoomView &view = m_room.view();
    const auto count = view.room.participants.size();
    //: Above the list of participants; %1 is how many there are
    title()->setText(tr("Participants (%1)").arg(QLocale().toString(static_cast<int>(count))));
    m_search->setVisible(count >= kMany || !m_search->text().isEmpty());
    const ParticipantId current = m_people->at(m_list->currentIndex());
    m_people->show(view, m_search->text().trimmed());
    // Somebody came, left or raised a hand: the keyboard stays with the same person.
    if (m_people->at(m_list->currentIndex()) != current) {
        m_list->setCurrentIndex(m_people->indexOf(current));
    }
    refreshFooter();
}

void PeoplePanel::refreshFooter()
{
    const RoomView &view = m_room.view();
    m_footer->setVisible(view.mayModerate());
    const auto chosen = m_access->findData(QVariant::fromValue(view.room.room.stageAccess));
    if (m_access->currentIndex() != chosen && !m_access->view()->isVisible()) {
        m_access->setCurrentIndex(chosen);
    }
    const bool isMobile = view.formFactor != FormFactor::Desktop;
    m_access->setEnabled(!isMobile);
}

void PeoplePanel::openMenu(const QPoint &position)
{
    const ParticipantId id = m_people->at(m_list->currentIndex());
    if (auto *menu = makePersonMenu(m_room, id, this)) {
        menu->popup(position);
    }
}

bool PeoplePanel::eventFilter(QObject *watched, QEvent *event)
{
    const bool isContextMenu = event->type() == QEvent::ContextMenu;
    const bool isEnter = event->type() == QEvent::KeyPress &&
                         (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Return ||
                          static_cast<QKeyEvent *>(event)->key() == Qt::Key_Enter);
    if ((isContextMenu || isEnter) && m_list->currentIndex().isValid()) {
        openMenu(
            m_list->viewport()->mapToGlobal(m_list->visualRect(m_list->currentIndex()).center()));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace prosc
