#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

// What a client is answered. `re` is the id of the message that is answered; 0: none.

void reply(ClientConnection &connection, int re, ServiceBody body);
void refuse(ClientConnection &connection, int re, const Refusal &refusal);
void refuse(ClientConnection &connection, int re, ErrorCode code, const QString &detail);
/// And closes the connection.
void refuseFinally(ClientConnection &connection, int re, const Error &error);
/// `ok` or the error, unless the connection is closing or asked for no answer.
void answer(ClientConnection &connection, int re, const Status &status);

} // namespace prosc
