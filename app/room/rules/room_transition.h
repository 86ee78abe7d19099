#pragma once

#include "app/room/rules/room_authority.h"

namespace prosc {

// Private to the authority: the rules work on one transition, each on its own part of the room.

/// Somebody for whose sake the session goes on. A recorder without a window may have come with a
/// host's link; nobody sits in front of it.
[[nodiscard]] bool isHost(const Participant &participant);

/// One command at work on a room: the state that it changes, and what follows.
class RoomTransition
{
public:
    RoomTransition(RoomState &room, MediaTime moment) : state(room), now(moment) {}

    void refuse(ErrorCode code, const QString &detail, const QString &name = {});
    /// Everyone is sent the new state, once.
    void changed();
    [[nodiscard]] Member *find(const ParticipantId &id);
    /// After the command: remembers what the state that is sent to everyone says, if one is.
    void noteWhatIsShown();

    RoomState &state;
    const MediaTime now;
    std::vector<RoomEffect> effects;
    std::optional<Refusal> refusal;

private:
    bool m_changed = false;
};

/// Who sent a message, with the command that brought it.
struct Sender
{
    Member &member;
    const cmd::FromClient &command;
};

/// What the rules of one part of the room share.
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
    [[nodiscard]] Member *find(const ParticipantId &id) { return m_transition.find(id); }

    RoomState &m_state;
    const MediaTime m_now;
    std::vector<RoomEffect> &m_effects;

private:
    RoomTransition &m_transition;
};

} // namespace prosc
