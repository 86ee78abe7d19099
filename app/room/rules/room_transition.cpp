#include "app/room/rules/room_transition.h"

#include <algorithm>

namespace prosc {

void RoomTransition::refuse(ErrorCode code, const QString &detail, const QString &name)
{
    refusal = Refusal{Error{code, detail}, name};
}

void RoomTransition::changed()
{
    if (!m_changed) {
        m_changed = true;
        ++state.revision;
        effects.push_back(effect::BroadcastState{});
    }
}

Member *RoomTransition::find(const ParticipantId &id)
{
    const auto found = std::ranges::find_if(
        state.members, [&id](const Member &member) { return member.participant.id == id; });
    return found == state.members.end() ? nullptr : &*found;
}

void RoomTransition::noteWhatIsShown()
{
    if (m_changed) {
        state.recording.shown = state.recording.elapsed;
    }
}

} // namespace prosc
