#include "app/net/pinned_network.h"

#include <QSslConfiguration>
#include <QSslError>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// Set on a reply that was aborted because of its certificate, which Qt reports as several different
// errors.
constexpr const char *kRefused = "proscCertificateRefused";

} // namespace

bool matchesPin(const QSslCertificate &certificate, const QString &sha256)
{
    if (certificate.isNull() || sha256.isEmpty()) {
        return false;
    }
    return certificate.digest(QCryptographicHash::Sha256).toHex() == sha256.toLatin1();
}

PinnedNetwork::PinnedNetwork(QString certificateSha256, QObject *parent)
    : QObject(parent), m_pin(std::move(certificateSha256))
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setAutoDeleteReplies(false);
    // Both run before a byte of the request is sent: Qt's connection waits for them.
    connect(&m_manager, &QNetworkAccessManager::sslErrors, this, &PinnedNetwork::checkErrors);
    connect(&m_manager, &QNetworkAccessManager::encrypted, this, &PinnedNetwork::checkEncrypted);
}

QNetworkReply *PinnedNetwork::send(const QByteArray &verb, QNetworkRequest request,
                                   const QByteArray &body)
{
    // One connection, one request at a time: HTTP/2 would share a stalled one.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (verb == "GET") {
        return m_manager.get(request);
    }
    if (verb == "HEAD") {
        return m_manager.head(request);
    }
    return m_manager.sendCustomRequest(request, verb, body);
}

void PinnedNetwork::checkErrors(QNetworkReply *reply, const QList<QSslError> &)
{
    const QSslCertificate peer = reply->sslConfiguration().peerCertificate();
    if (!m_pin.isEmpty() && matchesPin(peer, m_pin)) {
        reply->ignoreSslErrors();
    } else {
        reply->setProperty(kRefused, true);
    }
}

void PinnedNetwork::checkEncrypted(QNetworkReply *reply)
{
    // Even without TLS errors a pinned service may present a different certificate, signed by some
    // authority.
    if (!m_pin.isEmpty() && !matchesPin(reply->sslConfiguration().peerCertificate(), m_pin)) {
        reply->setProperty(kRefused, true);
        reply->abort();
    }
}

Error PinnedNetwork::transportError(const QNetworkReply &reply)
{
    if (reply.property(kRefused).toBool()) {
        return {ErrorCode::CertificateUnknown, u"not the certificate of the link"_s};
    }
    if (reply.error() == QNetworkReply::OperationCanceledError) {
        return {ErrorCode::Cancelled, u"cancelled"_s};
    }
    // Not errorString(): it contains the URL, which may carry a ticket.
    return {ErrorCode::Unreachable, u"network error %1"_s.arg(static_cast<int>(reply.error()))};
}

int PinnedNetwork::httpStatus(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

} // namespace prosc
