// TusUploader: requests that are refused or fail, and how an upload ends.

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/upload/tus_uploader.h"

using namespace Qt::StringLiterals;

namespace prosc {

void TusUploader::ask(TusRequest request, Answered then)
{
    request.patience = m_options.stall;
    if (request.lastPatience == std::chrono::milliseconds::zero()) {
        request.lastPatience = m_options.stall;
    }
    m_exchange->send(std::move(request),
                     [this, then, generation = m_generation](const Result<TusAnswer> &answer) {
                         if (generation == m_generation) {
                             answered(answer, then);
                         }
                     });
}

void TusUploader::answered(const Result<TusAnswer> &answer, Answered then)
{
    if (!answer) {
        if (answer.error().code == ErrorCode::CertificateUnknown) {
            fail(answer.error());
        } else {
            tryAgain(answer.error());
        }
    } else if (answer->isFromService || m_state == TusState::Reporting) {
        // The service's 204 to a report has none of the headers by which it is recognised.
        (this->*then)(*answer);
    } else if (answer->status == 413 && m_state == TusState::Sending) {
        sendLess(answer->error);
    } else {
        fail(answer->error);
    }
}

void TusUploader::refused(const TusAnswer &answer)
{
    const auto status = answer.status;
    if (answer.isGone() && m_state != TusState::Creating) {
        happened(TusEvent::Unlocated);
    } else if (answer.isGone()) {
        fail(Error{ErrorCode::StaleRecording, u"the service does not know it"_s});
    } else if (status == 409 && m_state == TusState::Creating) {
        fail(Error{ErrorCode::NotAllowed, u"another file is published already"_s});
    } else if (answer.error.code == ErrorCode::OffsetMismatch || status == 423) {
        tryAgain(answer.error);
    } else if (status == 413 && m_state == TusState::Sending && !answer.namesError) {
        sendLess(errorFromProxy(status)); // a third-party server, or a proxy in front of it
    } else if (status == 460 && m_lastSent && m_retries.mayMendWhole()) {
        happened(TusEvent::BodyRefused); // our own copy may have changed on disk
    } else if (status == 460 && !m_lastSent && m_retries.mayMend()) {
        tryAgain(answer.error);
    } else {
        fail(answer.error);
    }
}

/// After a request was refused because of its size.
void TusUploader::sendLess(const Error &error)
{
    if (m_size.refused(m_chunk.bytes.size())) {
        qCInfo(logNet) << "a proxy takes no" << m_chunk.bytes.size() << "bytes at once";
        happened(TusEvent::Located);
    } else {
        fail(error);
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
    m_wait.start(*wait);
    happened(TusEvent::Interrupted);
}

void TusUploader::stop()
{
    m_state = *next(m_state, TusEvent::Ended);
    ++m_generation;
    m_wait.stop();
    m_chunk = {};
    // deleteLater(), because this may run inside a callback of either.
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
        m_exchange.release()->deleteLater();
    }
    if (m_body) {
        m_body.release()->deleteLater();
    }
}

void TusUploader::finish()
{
    stop();
    Q_EMIT finished();
}

void TusUploader::fail(const Error &error)
{
    stop();
    Q_EMIT failed(error);
}

} // namespace prosc
