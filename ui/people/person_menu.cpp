#include "ui/people/person_menu.h"

#include "ui/model/room_model.h"
#include "ui/people/person_actions.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/widgets.h"

#include <QCoreApplication>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

void askToRemove(RoomModel &room, const Participant &person, QWidget *parent)
{
    const Question question{
        "removeDialog", "removeConfirm",
        //: Question to a moderator; %1 is a person's name
        QCoreApplication::translate("PersonMenu", "Remove %1 from the session?")
            .arg(personText(person.name)),
        QCoreApplication::translate("PersonMenu",
                                    "They can come back only if a moderator admits them.",
                                    "Under that question"),
        QCoreApplication::translate("PersonMenu", "Remove", "Button of that question"), "record"};
    auto *ask = new AskDialog(question, parent);
    QObject::connect(ask, &QDialog::accepted, &room,
                     [&room, id = person.id] { room.act(PersonAction::Remove, id); });
    ask->open();
}

void addStageEntries(QMenu &menu, RoomModel &room, const Participant &person)
{
    const RoomView &view = room.view();
    const ParticipantId id = person.id;
    if (view.mayModerate()) {
        const bool highlighted = view.room.highlighted == id;
        QAction *action = menu.addAction(
            highlighted ? QCoreApplication::translate("PersonMenu", "Remove highlight",
                                                      "Tile's menu: it is the main one no more")
                        : QCoreApplication::translate("PersonMenu", "Highlight for everyone",
                                                      "Tile's menu: make it the main one"));
        QObject::connect(action, &QAction::triggered, &room, [&room, id, highlighted] {
            room.setHighlight(highlighted ? ParticipantId{} : id);
        });
    }
    if (view.mayModerate() || id == view.self) {
        const bool fills = person.fit == Fit::Fill;
        QAction *action = menu.addAction(
            fills ? QCoreApplication::translate("PersonMenu", "Fit to frame",
                                                "Tile's menu: show the whole picture")
                  : QCoreApplication::translate("PersonMenu", "Fill the frame",
                                                "Tile's menu: crop the picture to the tile"));
        QObject::connect(action, &QAction::triggered, &room,
                         [&room, id, fills] { room.setFit(id, fills ? Fit::Contain : Fit::Fill); });
    }
}

void addModeratorEntries(QMenu &menu, RoomModel &room, const Participant &person, QWidget *parent)
{
    const auto actions = actionsOn(room.view(), person);
    if (!actions.empty() && !menu.isEmpty()) {
        menu.addSeparator();
    }
    for (const PersonAction each : actions) {
        QAction *action = menu.addAction(actionText(each));
        if (each == PersonAction::Remove) {
            QObject::connect(action, &QAction::triggered, parent,
                             [&room, person, parent] { askToRemove(room, person, parent); });
        } else {
            QObject::connect(action, &QAction::triggered, &room,
                             [&room, each, id = person.id] { room.act(each, id); });
        }
    }
}

} // namespace

QMenu *makePersonMenu(RoomModel &room, const ParticipantId &id, QWidget *parent)
{
    const Participant *person = room.view().room.find(id);
    if (person == nullptr) {
        return nullptr;
    }
    auto *menu = new QMenu(parent);
    menu->setObjectName(u"personMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (person->onStage) {
        addStageEntries(*menu, room, *person);
    }
    addModeratorEntries(*menu, room, *person, parent);
    if (menu->isEmpty()) {
        delete menu;
        return nullptr;
    }
    return menu;
}

} // namespace prosc
