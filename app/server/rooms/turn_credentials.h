#pragma once

#include "app/base/ids.h"
#include "app/room/protocol/values.h"
#include "app/server/config/service_config.h"

#include <QDateTime>

namespace prosc {

/// The STUN and TURN servers of the configuration, for one participant. TURN credentials are valid
/// for 24 h and derived from the shared secret (draft-uberti-behave-turn-rest-00: username
/// "<expiry>:<id>", credential base64(HMAC-SHA1(secret, username))).
[[nodiscard]] std::vector<IceServer>
iceServersFor(const ServiceConfig &config, const ParticipantId &participant, const QDateTime &now);

} // namespace prosc
