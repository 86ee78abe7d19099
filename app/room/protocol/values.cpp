#include "app/room/protocol/values.h"

#include <algorithm>

namespace prosc {

const Publication *Participant::publication(Peer peer) const
{
    const auto found = std::ranges::find(publications, peer, &Publication::peer);
    return found == publications.end() ? nullptr : &*found;
}

const Participant *RoomSnapshot::find(const ParticipantId &id) const
{
    const auto found = std::ranges::find(participants, id, &Participant::id);
    return found == participants.end() ? nullptr : &*found;
}

} // namespace prosc
