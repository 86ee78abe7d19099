#pragma once

#include "app/base/result.h"
#include "app/server/security/tls_handles.h"

#include <QByteArray>
#include <QString>

namespace prosc {

/// The first certificate in a PEM file. ConfigInvalid names the file and what is wrong.
[[nodiscard]] Result<CertificateHandle> readCertificate(const QString &file);
/// The private key in a PEM file; one with a pass phrase is rejected.
[[nodiscard]] Result<KeyHandle> readKey(const QString &file);

/// Empty if OpenSSL fails.
[[nodiscard]] QByteArray certificatePem(X509 *certificate);
[[nodiscard]] QByteArray keyPem(EVP_PKEY *key);

/// SHA-256 over the DER form, lower-case hexadecimal.
[[nodiscard]] QString fingerprintOf(X509 *certificate);

/// Whether a client that asked for `host`, a name or an address without brackets, would accept it.
[[nodiscard]] bool namesHost(X509 *certificate, const QString &host);

/// OpenSSL's last error; clears its queue.
[[nodiscard]] QString lastTlsError();

} // namespace prosc
