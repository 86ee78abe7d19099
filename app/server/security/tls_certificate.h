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

/// Who an own certificate is for.
struct TlsNames
{
    QString hostName;
    QStringList addresses;

    /// This machine's host name and every address of its interfaces that is up (link-local ones
    /// left out).
    [[nodiscard]] static TlsNames ofThisMachine();
};

/// The certificate that the service makes itself: EC P-256, 397 days, for localhost, 127.0.0.1, ::1
/// and `names`, kept as certificate.pem and key.pem (mode 0600) in `folder`. It is made anew when
/// it is missing or damaged, expires within a week, or names fewer than half of the addresses there
/// are now; else the one on disk is kept, so that its fingerprint in join links stays right.
/// DiskError, PermissionDenied, Internal.
[[nodiscard]] Result<TlsCertificate> ownTlsCertificate(const QString &folder, const TlsNames &names,
                                                       const Clock &clock);

/// A certificate (chain) and key that someone else made. ConfigInvalid with a detail that names the
/// file and what is wrong: missing, not PEM, key does not match, expired.
[[nodiscard]] Result<TlsCertificate> configuredTlsCertificate(const TlsFiles &files,
                                                              const Clock &clock);

} // namespace prosc
