#include "ui/people/person_actions.h"

#include <QCoreApplication>

namespace prosc {

std::vector<PersonAction> actionsOn(const RoomView &view, const Participant &person)
{
    const bool isHostOverUs = standsOver(person.role, view.role);
    if (!view.mayModerate() || person.id == view.self || isHostOverUs) {
        return {};
    }
    const bool hasPerson = person.client != ClientKind::Recorder;
    const bool isSeen = person.onStage || !person.publications.empty();
    const bool mustBeInvited = !person.mayBeOnStage(view.room.room.stageAccess);
    const std::vector<std::pair<PersonAction, bool>> offers{
        {PersonAction::InviteToStage,
         hasPerson && !person.onStage && (mustBeInvited || person.handRaised)},
        {PersonAction::LowerHand, person.handRaised},
        {PersonAction::Mute, person.microphone},
        {PersonAction::AskToUnmute, hasPerson && person.onStage && !person.microphone},
        {PersonAction::SwitchCameraOff, person.camera},
        {PersonAction::TakeOffStage, isSeen},
        {PersonAction::MakeModerator, hasPerson && person.role == Role::Participant},
        {PersonAction::MakeParticipant,
         hasPerson && person.role == Role::Moderator && standsOver(view.role, person.role)},
        {PersonAction::Remove, standsOver(view.role, person.role)},
    };
    std::vector<PersonAction> actions;
    for (const auto &[action, isOffered] : offers) {
        if (isOffered) {
            actions.push_back(action);
        }
    }
    return actions;
}

QString actionText(PersonAction action)
{
    switch (action) {
    case PersonAction::Mute:
        return QCoreApplication::translate("PersonActions", "Mute",
                                           "A person's menu, for moderators");
    case PersonAction::AskToUnmute:
        return QCoreApplication::translate("PersonActions", "Ask to unmute",
                                           "A person's menu, for moderators");
    case PersonAction::SwitchCameraOff:
        return QCoreApplication::translate("PersonActions", "Turn camera off",
                                           "A person's menu, for moderators: that person's camera");
    case PersonAction::InviteToStage:
        return QCoreApplication::translate("PersonActions", "Invite to the stage",
                                           "A person's menu, for moderators");
    case PersonAction::LowerHand:
        return QCoreApplication::translate(
            "PersonActions", "Lower hand",
            "A person's menu, for moderators: declines what the raised hand asks for");
    case PersonAction::TakeOffStage:
        return QCoreApplication::translate("PersonActions", "Take off the stage",
                                           "A person's menu, for moderators");
    case PersonAction::MakeModerator:
        return QCoreApplication::translate("PersonActions", "Make moderator",
                                           "A person's menu, for moderators");
    case PersonAction::MakeParticipant:
        return QCoreApplication::translate("PersonActions", "Make participant",
                                           "A moderator's menu, for the host: take the role away");
    case PersonAction::Remove:
        return QCoreApplication::translate("PersonActions", "Remove from session …",
                                           "A person's menu, for moderators");
    }
    return {};
}

} // namespace prosc
