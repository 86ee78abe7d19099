#pragma once

#include "app/base/clock_pair.h"
#include "app/room/rules/room_authority.h"

#include <QJsonObject>

#include <map>

namespace prosc {

/// What of a room that is recorded outlives the service's program: its state, and the secrets with
/// which those in it take their places again (msg::Welcome::resume).
struct PersistedSession
{
    RoomState state;
    std::map<QString, ParticipantId> secrets;
    /// Who was there. Not written: read off the state.
    std::set<ParticipantId> present;
};

/// There is a recording, of which something is recorded, that would end with the program.
[[nodiscard]] bool isWorthKeeping(const RoomState &state);

/// A session that is worth keeping as JSON, with times of day. Those who wait outside and what is
/// published are left out: they ask again.
[[nodiscard]] QJsonObject persistedSessionJson(const RoomState &state,
                                          const std::map<QString, ParticipantId> &secrets,
                                          const ClockPair &clocks);

/// The session as the program that is started next goes on with it. Everybody's place is kept as
/// if all connections had been lost just now; the recording is interrupted until its recorder is
/// heard, for which there is as much time as after a cut of the network, and at least a minute.
/// `fresh` is the room with its rules as a new one begins. FileDamaged.
[[nodiscard]] Result<PersistedSession> readPersistedSession(const QJsonObject &json, RoomState fresh,
                                                  const ClockPair &clocks);

} // namespace prosc
