#include "app/room/rules/waiting_rules.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

void WaitingRules::apply(const cmd::Enter &command)
{
    if (m_state.ended) {
        return refuse(ErrorCode::SessionEnded, u"the session is over"_s);
    }
    const auto &newcomer = command.participant;
    if (newcomer.client == ClientKind::Recorder && !isModerating(newcomer.role)) {
        return refuse(ErrorCode::NotAllowed, u"only hosts and moderators record"_s);
    }
    const auto &rules = m_state.rules;
    const auto places =
        rules.maxParticipants + (isModerating(newcomer.role) ? rules.placesForModerators : 0);
    if (m_state.members.size() + m_state.waiting.size() >= places) {
        return refuse(ErrorCode::TooMany, u"the room is full"_s);
    }
    const Newcomer who{newcomer, command.origin, comesFromWhereOneWasRemoved(command.origin)};
    if (newcomer.role != Role::Host && (m_state.room.locked || who.wasRemoved)) {
        m_state.waiting.push_back(who);
        m_effects.push_back(effect::Wait{newcomer.id, who.wasRemoved ? u"removed"_s : u"locked"_s});
        return changed();
    }
    m_people.admit(who);
}

/// Everybody may have the same link, and many the same address, so a device counts most: one that
/// was removed is known, and one that was let in before is another person's. A device that nobody
/// has seen may be that of the person who was removed, with its memory cleared.
bool WaitingRules::comesFromWhereOneWasRemoved(const Origin &origin) const
{
    return std::ranges::any_of(m_state.removed, [&](const Origin &removed) {
        const bool isSameDevice = !origin.device.isEmpty() && origin.device == removed.device;
        const bool isSameAddress = !origin.address.isEmpty() && origin.address == removed.address;
        return isSameDevice || (isSameAddress && !m_state.admittedDevices.contains(origin.device));
    });
}

void WaitingRules::on(Sender sender, const msg::LockRoom &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators lock the room"_s);
    }
    change(m_state.room.locked, m.locked);
    if (!m.locked) {
        admitEverybody();
    }
}

/// But those who were removed: they are admitted one by one, by somebody who has read the name.
void WaitingRules::admitEverybody()
{
    auto waiting = std::exchange(m_state.waiting, {});
    for (auto &newcomer : waiting) {
        if (newcomer.wasRemoved) {
            m_state.waiting.push_back(std::move(newcomer));
        } else {
            m_people.admit(newcomer);
        }
    }
}

std::optional<Newcomer> WaitingRules::take(const ParticipantId &id)
{
    const auto found = std::ranges::find_if(
        m_state.waiting, [&id](const Newcomer &each) { return each.participant.id == id; });
    if (found == m_state.waiting.end()) {
        refuse(ErrorCode::NotWaiting, u"nobody of that id waits"_s);
        return std::nullopt;
    }
    auto newcomer = std::move(*found);
    m_state.waiting.erase(found);
    return newcomer;
}

void WaitingRules::on(Sender sender, const msg::Admit &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators admit"_s);
    }
    if (m.participant.isEmpty()) {
        return admitEverybody();
    }
    if (const auto newcomer = take(m.participant)) {
        m_people.admit(*newcomer);
    }
}

void WaitingRules::on(Sender sender, const msg::Decline &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators decline"_s);
    }
    if (take(m.participant)) {
        m_effects.push_back(effect::TurnAway{m.participant, u"declined"_s});
        m_effects.push_back(effect::Removed{m.participant});
        changed();
    }
}

} // namespace prosc
