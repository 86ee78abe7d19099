#include "ui/people/people_news.h"

#include "ui/model/room_model.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/widgets.h"

#include <QCoreApplication>

#include <utility>

namespace prosc {

PeopleNews::PeopleNews(RoomModel &room, Toast &toast, Actions actions, QObject *parent)
    : QObject(parent), m_room(room), m_toast(toast), m_actions(std::move(actions))
{
    connect(&m_room, &RoomModel::toldBy, this, &PeopleNews::tell);
    connect(&m_room, &RoomModel::viewChanged, this, &PeopleNews::watchHands);
}

void PeopleNews::tell(ModeratorAct act, const QString &name)
{
    const QString sentence = toldText(act, name);
    if (act == ModeratorAct::UnmuteAsked || act == ModeratorAct::Invited) {
        //: Button of the message that a moderator wants to hear this person
        m_toast.showAction(sentence, tr("Turn microphone on"), m_actions.unmute);
    } else {
        m_toast.showMessage(sentence);
    }
}

void PeopleNews::watchHands()
{
    const RoomView &view = m_room.view();
    std::set<ParticipantId> raised;
    const Participant *newest = nullptr;
    for (const auto &person : view.room.participants) {
        if (person.handRaised && person.id != view.self) {
            raised.insert(person.id);
            newest = m_raised.contains(person.id) ? newest : &person;
        }
    }
    const bool isNews = newest != nullptr && view.mayModerate() && !m_actions.showsPeople();
    if (isNews && raised.size() == 1) {
        //: Message to moderators; %1 is a person's name
        m_toast.showAction(tr("%1 raised a hand.").arg(personText(newest->name)),
                           //: Button of that message: opens the list of participants
                           tr("Show participants"), m_actions.showPeople);
    } else if (isNews) {
        //: Message to moderators
        m_toast.showAction(
            tr("%n people have raised a hand.", nullptr, static_cast<int>(raised.size())),
            tr("Show participants"), m_actions.showPeople);
    }
    m_raised = std::move(raised);
}

QString toldText(ModeratorAct act, const QString &name)
{
    const QString who = personText(name);
    switch (act) {
    case ModeratorAct::Muted:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 muted you.").arg(who);
    case ModeratorAct::CameraOff:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 turned your camera off.").arg(who);
    case ModeratorAct::UnmuteAsked:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 asks you to turn on your microphone.").arg(who);
    case ModeratorAct::Invited:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 invites you to the stage. Turn on your microphone or camera to "
                              "be heard or seen.")
            .arg(who);
    case ModeratorAct::HandLowered:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 lowered your hand.").arg(who);
    case ModeratorAct::OffStage:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 took you off the stage. Nobody sees or hears you now.").arg(who);
    case ModeratorAct::Promoted:
        //: %1 is a moderator's name
        return PeopleNews::tr("%1 made you a moderator. You can now admit people, lock the room "
                              "and, from a computer, record.")
            .arg(who);
    case ModeratorAct::Demoted:
        //: %1 is a host's name
        return PeopleNews::tr("%1 made you a participant. You are no longer a moderator.").arg(who);
    }
    return {};
}

} // namespace prosc
