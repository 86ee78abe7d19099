#pragma once

#include "app/server/rooms/hub_state.h"

namespace prosc {

// Answers to a client. `re` is the id of the message being answered; 0: none.

void reply(ClientConnection &connection, int re, ServiceBody body);
void refuse(ClientConnection &connection, int re, const Refusal &refusal);
void refuse(ClientConnection &connection, int re, ErrorCode code, const QString &detail);
/// Refuses, and closes the connection.
void refuseFinally(ClientConnection &connection, int re, const Error &error);
/// Sends `ok` or the error, unless the connection is closing or `re` is 0.
void answer(ClientConnection &connection, int re, const Status &status);

} // namespace prosc
