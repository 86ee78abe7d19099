#pragma once

#include "app/base/clock_pair.h"
#include "app/room/rules/room_authority.h"

#include <QJsonObject>

#include <map>

namespace prosc {

/// The session of a room, as it survives the service's process: the room's state, and the secrets
/// with which participants return to their places (msg::Welcome::resume).
struct PersistedSession
{
    RoomState state;
    std::map<QString, ParticipantId> secrets;
    /// Who was present. Not written: derived from the state.
    std::set<ParticipantId> present;
};

/// Somebody is here, or would notice that it was forgotten: the recording, the lock, who was
/// removed.
[[nodiscard]] bool isWorthKeeping(const RoomState &state);

/// A session worth keeping as JSON, with times of day. Participants in the waiting room and
/// publications are left out: clients send them again.
[[nodiscard]] QJsonObject persistedSessionJson(const RoomState &state,
                                               const std::map<QString, ParticipantId> &secrets,
                                               const ClockPair &clocks);

/// The session as the next process resumes it. Everyone's place is kept as if all connections had
/// been lost just now; the recording is interrupted until its recorder is heard, which may take as
/// long as after a network outage, and at least a minute. `fresh` is a new room with its rules.
/// FileDamaged; SessionEnded: nothing was recorded, and the service was away for longer than a
/// session goes on without a host.
[[nodiscard]] Result<PersistedSession>
readPersistedSession(const QJsonObject &object, RoomState fresh, const ClockPair &clocks);

} // namespace prosc
