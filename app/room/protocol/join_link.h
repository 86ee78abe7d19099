#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QUrl>

namespace prosc {

/// An invitation, `<base>/join/<room>#t=<token>[&c=<SHA-256 of the certificate, hex>]`; see
/// protocol.md, "HTTP beside it". It holds a token: never log it.
struct JoinLink
{
    /// "https://host:port" of the service, with the path in front of "/join" if a proxy adds one;
    /// no slash at the end.
    QUrl baseUrl;
    RoomId room;
    QString token;
    /// SHA-256 of the only certificate that is trusted, lower-case hexadecimal; empty: the usual
    /// authorities decide.
    QString certificate;

    /// The address of the room's WebSocket.
    [[nodiscard]] QUrl wsUrl() const;
    /// The absolute address of a path returned by the service, such as "/api/uploads" or a media
    /// link.
    [[nodiscard]] QUrl resolved(const QString &path) const;
    [[nodiscard]] QString toString() const;

    friend bool operator==(const JoinLink &, const JoinLink &) = default;
};

/// InvalidArgument when `text` is not such a link; the detail never contains the text.
[[nodiscard]] Result<JoinLink> parseJoinLink(const QString &text);

} // namespace prosc
