// Of TusUploader: what is not as it should be, and when it is tried again.

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/tus_uploader.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr qint64 kMaxErrorBody = 4096;
/// 4 MiB become 32 KiB, less than a fragment.
constexpr int kMostHalvings = 7;
/// So many pieces that went well before they get larger again.
constexpr int kMoreAgain = 8;

} // namespace

void TusUploader::startOver()
{
    qCInfo(logNet) << "the service has what is not in the recording: sent again from its start";
    await(State::Removing, m_network->send("DELETE", request(m_job.location)),
          &TusUploader::removed);
}

void TusUploader::removed(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status == 200 || status == 204) {
        createAnew();
    } else {
        refused(reply);
    }
}

void TusUploader::await(State state, QNetworkReply *reply, Answered answered)
{
    m_state = state;
    m_reply = reply;
    m_stall.start(m_options.stall);
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, answered] { replyFinished(reply, answered); });
}

void TusUploader::replyFinished(QNetworkReply *reply, Answered answered)
{
    m_reply.clear();
    m_stall.stop();
    reply->deleteLater();
    const bool wasAnswered = PinnedNetwork::httpStatus(*reply) != 0 &&
                             (reply->error() == QNetworkReply::NoError ||
                              reply->error() >= QNetworkReply::ContentAccessDenied);
    if (wasAnswered) {
        (this->*answered)(*reply);
        return;
    }
    const Error error = PinnedNetwork::transportError(*reply);
    if (error.code == ErrorCode::CertificateUnknown) {
        fail(error);
    } else {
        tryAgain(error);
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
    } else if (isGone && reply.hasRawHeader("Tus-Resumable")) {
        // Not what a proxy says while the service is started again.
        fail(Error{ErrorCode::StaleRecording, QStringLiteral("the service does not know it")});
    } else if (status == 409 && m_state == State::Creating) {
        fail(Error{ErrorCode::NotAllowed, QStringLiteral("another file is published already")});
    } else if (error.code == ErrorCode::OffsetMismatch || status == 423) {
        tryAgain(error);
    } else if (status == 413 && m_state == State::Sending) {
        tryAgain(error); // a proxy on the way that takes less at once
    } else if (status == 460 && ++m_piecesRefused < m_options.tries) {
        if (m_lastSent) {
            measure(&TusUploader::bodyMeasuredAgain); // or is it our copy that is not what it was?
        } else {
            tryAgain(error);
        }
    } else {
        fail(error);
    }
}

void TusUploader::sendLess()
{
    m_halvings = std::min(m_halvings + 1, kMostHalvings);
    m_goodPieces = 0;
}

void TusUploader::tryAgain(const Error &error)
{
    if (++m_triesInARow > m_options.tries) {
        fail(error);
        return;
    }
    qCDebug(logNet) << "an upload goes on after" << errorCodeName(error.code) << error.detail;
    sendLess();
    m_state = State::Waiting;
    m_stall.stop();
    m_wait.start(m_options.firstWait * (1 << (m_triesInARow - 1)));
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
        m_triesInARow = 0;
        if (++m_goodPieces >= kMoreAgain) {
            m_goodPieces = 0;
            m_halvings = std::max(0, m_halvings - 1);
        }
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
    m_piece = {};
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
    // Later: this may run inside a callback of either.
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
