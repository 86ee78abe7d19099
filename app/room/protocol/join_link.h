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
    /// The https or http link.
    [[nodiscard]] QString toString() const;
    /// Whether both lead into the same room, whatever their tokens. A room with a certificate of
    /// its own is known by that under each of its addresses.
    [[nodiscard]] bool sameRoom(const JoinLink &other) const;

    friend bool operator==(const JoinLink &, const JoinLink &) = default;
};

/// Whether `text` begins with "proscenium:", the scheme that the desktop program is registered for:
/// "proscenium://<host>/join/…" stands for the https link, "proscenium:http://…" for the http link.
/// Such a link may come from any web page: ask before joining.
[[nodiscard]] bool isAppLink(const QString &text);

/// Reads an https, http or app link. InvalidArgument when `text` is none; the detail never contains
/// the text.
[[nodiscard]] Result<JoinLink> parseJoinLink(const QString &text);

} // namespace prosc
