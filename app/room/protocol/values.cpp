#include "app/room/protocol/values.h"

#include <algorithm>

namespace prosc {

const Publication *Participant::publication(Peer peer) const
{
    const auto found = std::ranges::find(publications, peer, &Publication::peer);
    return found == publications.end() ? nullptr : &*found;
}

bool Participant::mayBeOnStage(StageAccess access) const
{
    return client != ClientKind::Recorder &&
           (access == StageAccess::Everyone || invited || isModerating(role));
}

const Participant *RoomSnapshot::find(const ParticipantId &id) const
{
    const auto found = std::ranges::find(participants, id, &Participant::id);
    return found == participants.end() ? nullptr : &*found;
}

bool RoomSnapshot::mayEndSession(const ParticipantId &id) const
{
    const auto *asker = find(id);
    const bool hostIsHere = std::ranges::any_of(participants, [](const Participant &participant) {
        return participant.isHost() && participant.present;
    });
    return asker != nullptr &&
           (asker->role == Role::Host || (asker->role == Role::Moderator && !hostIsHere));
}

bool RoomSnapshot::mayBeOnStage(const ParticipantId &id) const
{
    const auto *person = find(id);
    return person != nullptr && person->mayBeOnStage(room.stageAccess);
}

} // namespace prosc
