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

/// The target of a request line (RFC 9112, section 3.2: origin or absolute form), decoded. Nothing
/// if it is not valid: bad percent-encoding or UTF-8, control characters, a "." or ".." segment.
[[nodiscard]] std::optional<RequestTarget> parseTarget(std::string_view target);

/// Whether a page of `origin` (RFC 6454) may use what `host` or `publicUrl` names: same host, same
/// port.
[[nodiscard]] bool isSameOrigin(const QByteArray &origin, const QByteArray &host,
                                const QString &publicUrl);

/// The last address in an X-Forwarded-For header: the one that our own proxy wrote.
[[nodiscard]] QString forwardedAddress(const QByteArray &header);

enum class AfterResponse { KeepAlive, Close };

/// Status line and header fields up to the empty line; Content-Length is ours unless the status
/// forbids one.
[[nodiscard]] std::string responseHead(const HttpResponse &response, int64_t contentLength,
                                       AfterResponse after);

/// A refusal names an error code in Proscenium-Error, so that a client knows it for ours and not
/// for one of a proxy on the way; adds one where what answered has named none.
void nameError(HttpResponse &response);

/// Whether an answer with this status has a body at all.
[[nodiscard]] bool statusHasBody(int status);

} // namespace prosc
