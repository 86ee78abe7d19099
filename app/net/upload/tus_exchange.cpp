#include "app/net/upload/tus_exchange.h"

#include "app/base/logging.h"
#include "app/net/http_error.h"

namespace prosc {

namespace {

/// The header `name` as a non-negative number; -1 if it is missing or invalid.
qint64 numberHeader(const QNetworkReply &reply, const QByteArray &name)
{
    bool ok = false;
    const qint64 number = reply.rawHeader(name).toLongLong(&ok);
    return ok && number >= 0 ? number : -1;
}

/// Whether the answer is from our service or another tus server, not from a proxy in between.
bool isFromService(const QNetworkReply &reply)
{
    return reply.hasRawHeader("Tus-Resumable") || reply.hasRawHeader(kErrorHeader);
}

TusAnswer answerOf(QNetworkReply &reply)
{
    TusAnswer answer;
    answer.status = PinnedNetwork::httpStatus(reply);
    answer.isFromService = isFromService(reply);
    answer.namesError = reply.hasRawHeader(kErrorHeader);
    answer.offset = numberHeader(reply, "Upload-Offset");
    answer.length = numberHeader(reply, "Upload-Length");
    answer.staged = numberHeader(reply, "Proscenium-Staged");
    answer.location = reply.rawHeader("Location");
    answer.sha256 = reply.rawHeader("Proscenium-Sha256").trimmed().toLower();
    answer.error = answer.isFromService ? errorFromHttp(answer.status, reply.read(kMaxErrorBody),
                                                        reply.rawHeader(kErrorHeader))
                                        : errorFromProxy(answer.status);
    return answer;
}

} // namespace

TusExchange::TusExchange(const QString &certificate, RefusedMethods &refused)
    : m_network(certificate), m_refused(refused)
{
    m_stall.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, &TusExchange::stalled);
}

TusExchange::~TusExchange()
{
    abort();
}

void TusExchange::abort()
{
    m_stall.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

void TusExchange::send(TusRequest request, Done done)
{
    m_request = std::move(request);
    m_done = std::move(done);
    send();
}

void TusExchange::send()
{
    auto request = m_request.request;
    auto method = m_request.method;
    if (m_refused.has(request.url(), method)) {
        request.setRawHeader("X-HTTP-Method-Override", method);
        method = "POST";
    }
    auto *reply = m_network.send(method, request, m_request.body);
    m_reply = reply;
    m_stall.start(m_request.body.isEmpty() ? m_request.lastPatience : m_request.patience);
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 bytes) { sent(bytes); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { replyFinished(*reply); });
}

void TusExchange::sent(qint64 bytes)
{
    // Qt reports 0 of 0 once more at the end.
    if (bytes <= 0) {
        return;
    }
    m_stall.start(bytes >= m_request.body.size() ? m_request.lastPatience : m_request.patience);
    Q_EMIT bytesSent(bytes);
}

void TusExchange::replyFinished(QNetworkReply &reply)
{
    m_reply.clear();
    m_stall.stop();
    reply.deleteLater();
    const bool wasAnswered = PinnedNetwork::httpStatus(reply) != 0 &&
                             (reply.error() == QNetworkReply::NoError ||
                              reply.error() >= QNetworkReply::ContentAccessDenied);
    Result<TusAnswer> answer = wasAnswered ? Result<TusAnswer>(answerOf(reply))
                                           : fail(PinnedNetwork::transportError(reply));
    if (answer && !answer->isFromService && sendAsPost(answer->status)) {
        return;
    }
    // Moved, because it may send the next request.
    const auto done = std::move(m_done);
    done(answer);
}

/// After a proxy's answer: whether its method was the reason, and POST is tried.
bool TusExchange::sendAsPost(int status)
{
    const auto url = m_request.request.url();
    const bool isMethodRefused = status == 405 || status == 501;
    if (!isMethodRefused || m_request.method == "POST" || m_refused.has(url, m_request.method)) {
        return false;
    }
    qCInfo(logNet) << "a proxy does not take" << m_request.method << "- sent as POST";
    m_refused.add(url, m_request.method);
    send();
    return true;
}

} // namespace prosc
