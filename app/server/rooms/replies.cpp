#include "app/server/rooms/replies.h"

namespace prosc {

namespace {

/// RFC 6455, 7.4.1.
constexpr uint16_t kPolicyViolation = 1008;
/// Of an error's detail: what clients accept (message_fields.h).
constexpr qsizetype kMaxDetail = 1024;

} // namespace

void reply(ClientConnection &connection, int re, ServiceBody body)
{
    auto text = serialize(ServiceMessage{re, std::move(body)});
    connection.causedBytes += re != 0 ? static_cast<double>(text.size()) : 0;
    connection.peer->send(std::move(text));
}

void refuse(ClientConnection &connection, int re, const Refusal &refusal)
{
    reply(connection, re,
          msg::ErrorReply{errorCodeName(refusal.error.code), refusal.error.detail.left(kMaxDetail),
                          refusal.name, false});
}

void refuse(ClientConnection &connection, int re, ErrorCode code, const QString &detail)
{
    refuse(connection, re, Refusal{Error{code, detail}, {}});
}

void refuseFinally(ClientConnection &connection, int re, const Error &error)
{
    connection.closing = true;
    reply(connection, re,
          msg::ErrorReply{errorCodeName(error.code), error.detail.left(kMaxDetail), {}, true});
    connection.peer->close(kPolicyViolation, errorCodeName(error.code).toLatin1());
}

void answer(ClientConnection &connection, int re, const Status &status)
{
    if (connection.closing || re == 0) {
        return;
    }
    if (status) {
        reply(connection, re, msg::Ok{});
    } else {
        refuse(connection, re, Refusal{status.error(), {}});
    }
}

} // namespace prosc
