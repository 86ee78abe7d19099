// TusUploader: error handling and retries.

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/tus_protocol.h"
#include "app/net/tus_uploader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qint64 kMaxErrorBody = 4096;

/// Whether the method itself is refused.
bool isMethodRefused(int status)
{
    return status == 405 || status == 501;
}

} // namespace

void TusUploader::ask(State state, const Asked &asked)
{
    m_state = state;
    m_asked = asked;
    auto request = asked.request;
    auto method = asked.method;
    if (m_refused.has(request.url(), method)) {
        request.setRawHeader("X-HTTP-Method-Override", method);
        method = "POST";
    }
    auto *reply = m_network->send(method, request, asked.body);
    m_reply = reply;
    const bool isEnd = state == State::Sending && asked.body.isEmpty();
    m_stall.start(isEnd ? m_options.verification : m_options.stall);
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) { bytesSent(sent); });
    connect(reply, &QNetworkReply::finished, this, [this, reply] { replyFinished(reply); });
}

void TusUploader::replyFinished(QNetworkReply *reply)
{
    m_reply.clear();
    m_stall.stop();
    reply->deleteLater();
    const bool wasAnswered = PinnedNetwork::httpStatus(*reply) != 0 &&
                             (reply->error() == QNetworkReply::NoError ||
                              reply->error() >= QNetworkReply::ContentAccessDenied);
    if (wasAnswered) {
        // The service's 204 to a report has none of the headers that isFromService() looks for.
        const bool isTaken =
            m_state == State::Reporting && reply->error() == QNetworkReply::NoError;
        if (isTaken || isFromService(*reply)) {
            (this->*m_asked.answered)(*reply);
        } else {
            refusedOnTheWay(*reply);
        }
        return;
    }
    const Error error = PinnedNetwork::transportError(*reply);
    if (error.code == ErrorCode::CertificateUnknown) {
        fail(error);
    } else {
        tryAgain(error);
    }
}

/// Handles a refusal by a proxy.
void TusUploader::refusedOnTheWay(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    const auto url = m_asked.request.url();
    if (isMethodRefused(status) && m_asked.method != "POST" &&
        !m_refused.has(url, m_asked.method)) {
        qCInfo(logNet) << "a proxy does not take" << m_asked.method << "- sent as POST";
        m_refused.add(url, m_asked.method);
        ask(m_state, Asked(m_asked));
    } else if (status == 413 && m_state == State::Sending) {
        sendLess(status);
    } else if (m_state == State::Reporting) {
        (this->*m_asked.answered)(reply);
    } else {
        fail(errorFromProxy(status));
    }
}

void TusUploader::refused(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    const Error error =
        errorFromHttp(status, reply.read(kMaxErrorBody), reply.rawHeader(kErrorHeader));
    const bool isGone = status == 404 || status == 410;
    if (isGone && m_state != State::Creating) {
        createAnew();
    } else if (isGone) {
        fail(Error{ErrorCode::StaleRecording, u"the service does not know it"_s});
    } else if (status == 409 && m_state == State::Creating) {
        fail(Error{ErrorCode::NotAllowed, u"another file is published already"_s});
    } else if (error.code == ErrorCode::OffsetMismatch || status == 423) {
        tryAgain(error);
    } else if (status == 413 && m_state == State::Sending && !reply.hasRawHeader(kErrorHeader)) {
        sendLess(status); // a third-party server, or a proxy in front of it
    } else if (status == 460 && m_lastSent && m_retries.mayMendWhole()) {
        measure(&TusUploader::bodyMeasuredAgain); // our own copy may have changed on disk
    } else if (status == 460 && !m_lastSent && m_retries.mayMend()) {
        tryAgain(error);
    } else {
        fail(error);
    }
}

/// After a request was refused because of its size.
void TusUploader::sendLess(int status)
{
    if (m_size.refused(m_chunk.bytes.size())) {
        qCInfo(logNet) << "a proxy takes no" << m_chunk.bytes.size() << "bytes at once";
        probe();
    } else {
        fail(errorFromProxy(status));
    }
}

void TusUploader::tryAgain(const Error &error)
{
    const auto wait = m_retries.again();
    if (!wait) {
        fail(error);
        return;
    }
    qCDebug(logNet) << "an upload goes on after" << errorCodeName(error.code) << error.detail;
    if (error.code != ErrorCode::ChecksumMismatch) {
        m_size.broke(); // damaged data does not mean that it was too large
    }
    m_state = State::Waiting;
    m_stall.stop();
    m_wait.start(*wait);
}

void TusUploader::waited()
{
    m_wait.stop();
    if (m_state == State::Pacing) {
        send();
    } else if (m_state == State::Waiting) {
        createOrProbe();
    }
}

void TusUploader::advance(qint64 offset)
{
    if (offset > m_offset) {
        m_retries.moved();
    }
    m_offset = offset;
    Q_EMIT progress(offset, std::max(offset, m_known));
}

void TusUploader::stop()
{
    m_state = State::Idle;
    ++m_generation;
    m_stall.stop();
    m_wait.stop();
    m_chunk = {};
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
    // deleteLater(), because this may run inside a callback of either.
    if (m_body) {
        m_body.release()->deleteLater();
    }
    if (m_network) {
        m_network.release()->deleteLater();
    }
}

void TusUploader::fail(const Error &error)
{
    stop();
    Q_EMIT failed(error);
}

} // namespace prosc
