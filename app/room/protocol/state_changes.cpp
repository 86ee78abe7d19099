#include "app/room/protocol/state_changes.h"

#include <QSet>

#include <algorithm>

namespace prosc {

msg::StateChanged changesBetween(const RoomSnapshot &from, const RoomSnapshot &to)
{
    msg::StateChanged changes{
        from.revision, to.revision,    to.room,         {},        {}, to.recording,
        to.sfu,        to.highlighted, to.waitingCount, to.session};
    // Both in order of arrival, so one pass finds who has left.
    auto before = from.participants.begin();
    for (const auto &participant : to.participants) {
        while (before != from.participants.end() && before->id != participant.id) {
            changes.left.append((before++)->id.value);
        }
        if (before == from.participants.end() || *before++ != participant) {
            changes.changed.push_back(participant);
        }
    }
    for (; before != from.participants.end(); ++before) {
        changes.left.append(before->id.value);
    }
    return changes;
}

std::optional<RoomSnapshot> withChanges(const RoomSnapshot &state, const msg::StateChanged &changes)
{
    if (changes.from != state.revision) {
        return std::nullopt;
    }
    auto next = state;
    next.revision = changes.revision;
    next.room = changes.room;
    next.recording = changes.recording;
    next.sfu = changes.sfu;
    next.highlighted = changes.highlighted;
    next.waitingCount = changes.waitingCount;
    next.session = changes.session;
    const QSet<QString> left(changes.left.begin(), changes.left.end());
    std::erase_if(next.participants,
                  [&left](const Participant &p) { return left.contains(p.id.value); });
    for (const auto &participant : changes.changed) {
        const auto known = std::ranges::find(next.participants, participant.id, &Participant::id);
        if (known != next.participants.end()) {
            *known = participant;
        } else {
            next.participants.push_back(participant);
        }
    }
    return next;
}

} // namespace prosc
