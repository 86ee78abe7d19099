#pragma once

#include "app/base/result.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>

namespace prosc {

/// True when the SHA-256 of `certificate` (DER) is `sha256` (lower-case hexadecimal). False for a
/// null certificate.
[[nodiscard]] bool matchesPin(const QSslCertificate &certificate, const QString &sha256);

/// HTTP to one service. With a pin exactly that certificate is accepted, whoever signed it and
/// whatever host it names; without one the usual verification applies. Checked before any byte of a
/// request is sent. Redirects are not followed, so that a token stays with the service it is for.
/// Lives on one thread.
class PinnedNetwork : public QObject
{
    Q_OBJECT
public:
    /// `certificateSha256` empty: no pin.
    explicit PinnedNetwork(QString certificateSha256, QObject *parent = nullptr);

    [[nodiscard]] const QString &pin() const { return m_pin; }

    /// Sends `verb`. The caller owns the reply (deleteLater).
    [[nodiscard]] QNetworkReply *send(const QByteArray &verb, QNetworkRequest request,
                                      const QByteArray &body = {});

    /// Why `reply` has no HTTP response: CertificateUnknown, Cancelled or Unreachable.
    [[nodiscard]] static Error transportError(const QNetworkReply &reply);
    /// The HTTP status, 0 if there was no response.
    [[nodiscard]] static int httpStatus(const QNetworkReply &reply);

private:
    void checkErrors(QNetworkReply *reply, const QList<QSslError> &errors);
    void checkEncrypted(QNetworkReply *reply);

    QString m_pin;
    QNetworkAccessManager m_manager;
};

} // namespace prosc
