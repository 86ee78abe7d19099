#pragma once

#include "app/server/http/http_types.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>

namespace prosc {

struct RequestTarget
{
    QString path;
    QList<std::pair<QString, QString>> query;
};

/// The target of a request line (RFC 9112, section 3.2: origin or absolute form), decoded. nullopt
/// if it is invalid: bad percent-encoding or UTF-8, control characters, a "." or ".." segment.
[[nodiscard]] std::optional<RequestTarget> parseTarget(std::string_view target);

/// Whether a page from `origin` (RFC 6454) may use what `host` or `publicUrl` names: same host,
/// same port.
[[nodiscard]] bool isSameOrigin(const QByteArray &origin, const QByteArray &host,
                                const QString &publicUrl);

/// The last address in an X-Forwarded-For header: the one that our own proxy added.
[[nodiscard]] QString forwardedAddress(const QByteArray &header);

/// RFC 6797: only HTTPS for a year.
inline constexpr std::pair kStrictTransport{"Strict-Transport-Security", "max-age=31536000"};

enum class AfterResponse { KeepAlive, Close };

/// Status line and header fields up to the empty line; Content-Length is set here unless the status
/// forbids one.
[[nodiscard]] std::string responseHead(const HttpResponse &response, int64_t contentLength,
                                       AfterResponse after);

/// Ensures that a refusal names an error code in Proscenium-Error, so that a client can tell it
/// from a response of a proxy on the way.
void nameError(HttpResponse &response);

/// Whether a response with this status has a body at all.
[[nodiscard]] bool statusHasBody(int status);

} // namespace prosc
