#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace prosc {

/// The host that a Host header names, lower case, without brackets and port (RFC 9110, section
/// 7.2). nullopt unless it is a name or an address, with or without a port, and nothing else.
[[nodiscard]] std::optional<QString> hostIn(const QByteArray &field);

/// Where a plain request was received, on a port that uses TLS.
struct TlsPlace
{
    /// May be empty.
    QString publicUrl;
    /// The address of this machine that the peer connected to.
    QString address;
    int port = 0;
};

/// The address over HTTPS of `path` (decoded) as asked for with a Host header that names `host`;
/// `isNamed`: our certificate is valid for it. Empty if `host` is not ours.
[[nodiscard]] QByteArray tlsAddress(const TlsPlace &place, const QString &host, bool isNamed,
                                    const QString &path);

} // namespace prosc
