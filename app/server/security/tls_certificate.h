#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"

#include <QString>
#include <QStringList>

namespace prosc {

/// PEM files.
struct TlsFiles
{
    QString certificate;
    QString key;

    friend bool operator==(const TlsFiles &, const TlsFiles &) = default;
};

struct TlsCertificate
{
    TlsFiles files;
    /// SHA-256 over the certificate's DER form, lower-case hexadecimal.
    QString fingerprint;
};

/// The names and addresses in an own certificate.
struct TlsNames
{
    QString hostName;
    QStringList addresses;

    /// This machine's host name and every address of its active interfaces (link-local ones
    /// excluded).
    [[nodiscard]] static TlsNames ofThisMachine();
};

/// The certificate that the service creates itself: EC P-256, 397 days, for localhost, 127.0.0.1,
/// ::1 and `names`, stored as certificate.pem and key.pem (mode 0600) in `folder`. A new one is
/// created if it is missing or damaged, expires within a week, or covers fewer than half of the
/// current addresses; otherwise the one on disk is kept, so that its fingerprint in join links
/// stays valid. DiskError, PermissionDenied, Internal.
[[nodiscard]] Result<TlsCertificate> ownTlsCertificate(const QString &folder, const TlsNames &names,
                                                       const Clock &clock);

/// A certificate (chain) and key from elsewhere. ConfigInvalid with a detail that names the file
/// and what is wrong: missing, not PEM, key does not match, expired.
[[nodiscard]] Result<TlsCertificate> configuredTlsCertificate(const TlsFiles &files,
                                                              const Clock &clock);

} // namespace prosc
