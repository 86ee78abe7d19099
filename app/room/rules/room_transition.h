#pragma once

#include "app/room/rules/room_authority.h"

namespace prosc {

// Private to the authority: all rules share one transition, each for its own part of the room.

/// One command being applied to a room: the state it changes, and its effects.
class RoomTransition
{
public:
    RoomTransition(RoomState &room, MediaTime moment) : state(room), now(moment) {}

    void refuse(ErrorCode code, const QString &detail, const QString &name = {});
    /// Sends everyone the new state, once per command.
    void changed();
    [[nodiscard]] Member *find(const ParticipantId &id);
    /// Call after the command: remembers the times in the state sent to everyone, if one is sent.
    void noteWhatIsShown();

    RoomState &state;
    const MediaTime now;
    std::vector<RoomEffect> effects;
    std::optional<Refusal> refusal;

private:
    bool m_changed = false;
};

/// The sender of a message, with the command that carried it.
struct Sender
{
    Member &member;
    const cmd::FromClient &command;
};

/// Common base of the rules for each part of the room.
class RoomRule
{
protected:
    explicit RoomRule(RoomTransition &transition)
        : m_state(transition.state), m_now(transition.now), m_effects(transition.effects),
          m_transition(transition)
    {
    }

    void refuse(ErrorCode code, const QString &detail, const QString &name = {})
    {
        m_transition.refuse(code, detail, name);
    }
    void changed() { m_transition.changed(); }
    /// Sets a part of the state; everyone is told only if that changes it.
    template <class T>
    void change(T &part, const T &value)
    {
        if (!(part == value)) {
            part = value;
            changed();
        }
    }
    [[nodiscard]] Member *find(const ParticipantId &id) { return m_transition.find(id); }

    RoomState &m_state;
    const MediaTime m_now;
    std::vector<RoomEffect> &m_effects;

private:
    RoomTransition &m_transition;
};

} // namespace prosc
