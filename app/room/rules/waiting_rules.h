#pragma once

#include "app/room/rules/people_rules.h"

namespace prosc {

/// Who may come in: the lock, the waiting room, and those who were removed.
class WaitingRules : RoomRule
{
public:
    WaitingRules(RoomTransition &transition, PeopleRules &people)
        : RoomRule(transition), m_people(people)
    {
    }

    void apply(const cmd::Enter &command);
    void on(Sender sender, const msg::LockRoom &m);
    void on(Sender sender, const msg::Admit &m);
    void on(Sender sender, const msg::Decline &m);

private:
    [[nodiscard]] bool comesFromWhereOneWasRemoved(const Origin &origin) const;
    void admitEverybody();
    /// The one of that id who waits, taken out of the list; null after a refusal.
    [[nodiscard]] std::optional<Newcomer> take(const ParticipantId &id);

    PeopleRules &m_people;
};

} // namespace prosc
