#include "app/net/upload/tus_uploader.h"

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/upload/tus_protocol.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

TusUploader::TusUploader(TusOptions options, QObject *parent)
    : Uploader(parent), m_options(options),
      m_refused(options.refused != nullptr ? *options.refused : m_ownRefused),
      m_size(options.chunkBytes), m_retries(options.tries, options.firstWait)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        happened(m_state == TusState::Pacing ? TusEvent::ChunkReady : locatedOrNot());
    });
}

TusUploader::~TusUploader()
{
    stop();
}

void TusUploader::start(const UploadJob &job)
{
    cancel();
    m_job = job;
    m_known = std::max<qint64>(0, job.bodyBytes);
    m_offset = 0;
    m_staged.reset();
    m_chunk = {};
    m_lengthNamed = false;
    m_lastSent = false;
    m_retries = UploadRetries(m_options.tries, m_options.firstWait);
    happened(TusEvent::Started);
}

void TusUploader::grow(qint64 bytes)
{
    if (m_state == TusState::Idle || !m_job.isGrowing() || bytes <= m_known) {
        return;
    }
    m_known = bytes;
    if (m_state == TusState::CaughtUp) {
        goOn();
    }
}

void TusUploader::seal(const UploadJob &job)
{
    if (m_state == TusState::Idle || !m_job.isGrowing()) {
        return;
    }
    m_job.bodyBytes = job.bodyBytes;
    m_job.checksum = job.checksum;
    m_job.report = job.report;
    m_known = job.bodyBytes;
    if (m_state == TusState::CaughtUp) {
        goOn();
    } else if (m_state == TusState::Waiting) {
        m_wait.stop(); // people are waiting for the recording now
        happened(locatedOrNot());
    }
}

void TusUploader::cancel()
{
    if (m_state != TusState::Idle) {
        fail(Error{ErrorCode::Cancelled, u"cancelled"_s});
    }
}

void TusUploader::happened(TusEvent event)
{
    const auto after = next(m_state, event);
    if (!after) {
        const auto detail =
            u"event %1 in state %2"_s.arg(static_cast<int>(event)).arg(static_cast<int>(m_state));
        fail(Error{ErrorCode::Internal, detail});
        return;
    }
    m_state = *after;
    enter();
}

void TusUploader::enter()
{
    switch (m_state) {
    case TusState::Starting:
        // Queued, so that no signal is emitted inside start(), where the caller may not be ready.
        QMetaObject::invokeMethod(
            this,
            [this, generation = m_generation] {
                if (generation == m_generation) {
                    begin();
                }
            },
            Qt::QueuedConnection);
        break;
    case TusState::Measuring:
    case TusState::Rechecking:
        measure();
        break;
    case TusState::Creating:
        create();
        break;
    case TusState::Probing:
        probe();
        break;
    case TusState::Removing:
        remove();
        break;
    case TusState::Reading:
        read();
        break;
    case TusState::Sending:
        send();
        break;
    case TusState::Reporting:
        sendReport();
        break;
    case TusState::Pacing:   // m_wait runs
    case TusState::Waiting:  // m_wait runs
    case TusState::CaughtUp: // until grow() or seal()
    case TusState::Idle:
        break;
    }
}

bool TusUploader::survives(const std::function<void()> &tell)
{
    const int generation = m_generation;
    tell();
    return generation == m_generation;
}

void TusUploader::begin()
{
    m_exchange = std::make_unique<TusExchange>(m_job.certificate, m_refused);
    connect(m_exchange.get(), &TusExchange::bytesSent, this, &TusUploader::bytesSent);
    connect(m_exchange.get(), &TusExchange::stalled, this, [this] {
        m_size.stalled(); // the network may be too slow for this chunk size
        fail(Error{ErrorCode::Timeout, u"the upload stands still"_s});
    });
    m_body = std::make_unique<BodyReader>(m_job.file);
    if (!m_job.location.isEmpty() && !isSameOrigin(m_job.location, m_job.endpoint)) {
        m_job.location.clear();
    }
    const bool isMeasured = m_job.isGrowing() || !m_job.checksum.isEmpty();
    happened(isMeasured ? locatedOrNot() : TusEvent::Unmeasured);
}

TusEvent TusUploader::locatedOrNot() const
{
    return m_job.location.isEmpty() ? TusEvent::Unlocated : TusEvent::Located;
}

void TusUploader::measure()
{
    m_body->measure([this, generation = m_generation](const Result<BodyMeasure> &body) {
        if (generation != m_generation) {
            return;
        }
        if (!body) {
            fail(body.error());
        } else if (m_state == TusState::Measuring) {
            measured(*body);
        } else {
            measuredAgain(*body);
        }
    });
}

void TusUploader::measured(const BodyMeasure &body)
{
    m_job.bodyBytes = body.bytes;
    m_job.checksum = body.checksum;
    m_known = body.bytes;
    if (survives([&] { Q_EMIT Uploader::measured(body.bytes, body.checksum); })) {
        // A job of an earlier version: its location is an upload of the whole file, not of a body.
        happened(TusEvent::Unlocated);
    }
}

void TusUploader::measuredAgain(const BodyMeasure &body)
{
    if (body.bytes != m_job.bodyBytes) {
        fail(Error{ErrorCode::FileDamaged, u"the recording was changed on disk"_s});
        return;
    }
    if (body.checksum == m_job.checksum) {
        happened(TusEvent::Foreign); // the service's copy is wrong
        return;
    }
    // Media data changed on this disk. The rest is worth keeping, so it is uploaded with the
    // checksum of the file as it is now.
    qCWarning(logNet) << "the recording is damaged on disk; it is uploaded as it is now";
    m_job.checksum = body.checksum;
    const bool goesOn = survives([&] {
        const auto location = m_job.location;
        Q_EMIT Uploader::measured(body.bytes, body.checksum);
        Q_EMIT located(location);
    });
    if (goesOn) {
        tryAgain(Error{ErrorCode::ChecksumMismatch, u"another sum"_s});
    }
}

/// Continues from the offset in the answer.
void TusUploader::continueFrom(const TusAnswer &answer)
{
    m_staged = answer.staged < 0 ? std::nullopt : std::optional(answer.staged);
    if (advance(answer.offset)) {
        goOn();
    }
}

bool TusUploader::advance(qint64 offset)
{
    if (offset > m_offset) {
        m_retries.moved();
    }
    m_offset = offset;
    return survives([&] { Q_EMIT progress(m_offset, std::max(m_offset, m_known)); });
}

void TusUploader::goOn()
{
    m_chunk = {};
    m_chunk.offset = m_offset;
    m_chunk.sha256 = QCryptographicHash::hash({}, QCryptographicHash::Sha256);
    const auto whole = m_job.isGrowing() ? std::nullopt : std::optional(m_job.bodyBytes);
    if (const auto event = eventOf({m_known, whole, m_offset, m_staged.value_or(0)})) {
        happened(*event);
    } else {
        fail(Error{ErrorCode::FileDamaged, u"the service has more of it"_s});
    }
}

void TusUploader::read()
{
    BodyRange range{m_offset, m_known, m_size.bytes(), m_staged.has_value()};
    if (m_options.limit != nullptr) {
        range.most = m_options.limit->chunkBytes(range.most);
    }
    m_body->read(
        range, [this, generation = m_generation, limit = m_known](const Result<BodyChunk> &chunk) {
            if (generation != m_generation) {
                return;
            }
            if (chunk && chunk->bytes.isEmpty() && m_known > limit) {
                happened(TusEvent::DataLeft); // it has grown meanwhile
            } else {
                chunkRead(chunk);
            }
        });
}

void TusUploader::chunkRead(const Result<BodyChunk> &chunk)
{
    if (!chunk) {
        fail(chunk.error());
        return;
    }
    if (chunk->bytes.isEmpty()) {
        if (m_job.isGrowing()) {
            happened(TusEvent::NoDataYet);
        } else {
            fail(Error{ErrorCode::FileDamaged, u"it ends inside a fragment"_s});
        }
        return;
    }
    const bool isOurs = chunk->unitStart == m_offset - m_staged.value_or(0);
    if (!isOurs && m_options.requireChecksum) {
        happened(TusEvent::Foreign);
        return;
    }
    m_chunk = *chunk;
    const auto wait = m_options.limit != nullptr ? m_options.limit->take(m_chunk.bytes.size())
                                                 : std::chrono::milliseconds::zero();
    if (wait > std::chrono::milliseconds::zero()) {
        m_wait.start(wait);
        happened(TusEvent::Throttled);
    } else {
        happened(TusEvent::ChunkReady);
    }
}

bool TusUploader::isLast() const
{
    // After a chunk of a unit the end is a separate request, so that a refusal of its checksum
    // (460) always means the whole body.
    return !m_job.isGrowing() && m_chunk.end() == m_job.bodyBytes && m_chunk.unitSha256.isEmpty();
}

void TusUploader::send()
{
    m_lastSent = isLast();
    m_sending.start();
    auto request = chunkOf(m_job, m_chunk);
    if (m_lastSent) {
        // A third-party server refuses a length that it knows already.
        const bool namesLength = m_options.requireChecksum || !m_lengthNamed;
        nameEnd(request, m_job, namesLength);
        request.lastPatience = m_options.verification;
    }
    ask(request, &TusUploader::chunkAnswered);
}

void TusUploader::bytesSent(qint64 ofChunk)
{
    if (m_state == TusState::Sending) {
        Q_EMIT progress(std::min(m_chunk.offset + ofChunk, m_chunk.end()), m_known);
    }
}

void TusUploader::chunkAnswered(const TusAnswer &answer)
{
    if (!answer.isOk()) {
        refused(answer);
    } else if (answer.offset < 0 || answer.offset > m_chunk.end()) {
        fail(Error{ErrorCode::Malformed, u"impossible Upload-Offset"_s});
    } else if (m_lastSent && answer.offset == m_chunk.end()) {
        complete(answer);
    } else if (answer.offset <= m_chunk.offset) {
        tryAgain(Error{ErrorCode::OffsetMismatch, u"the service kept nothing"_s});
    } else {
        m_size.arrived(answer.offset - m_chunk.offset,
                       std::chrono::milliseconds(m_sending.elapsed()));
        continueFrom(answer);
    }
}

/// The service has the whole body: compares the checksums.
void TusUploader::complete(const TusAnswer &answer)
{
    if (m_options.requireChecksum && answer.sha256 != m_job.checksum.toLatin1()) {
        fail(Error{ErrorCode::ChecksumMismatch, answer.sha256.isEmpty()
                                                    ? u"the service names no checksum"_s
                                                    : u"the service has another checksum"_s});
        return;
    }
    if (advance(m_job.bodyBytes)) {
        happened(TusEvent::Stored);
    }
}

void TusUploader::sendReport()
{
    // A third-party server has no place for it.
    const auto report = m_options.requireChecksum ? readReport(m_job.report) : QByteArray();
    if (report.isEmpty()) {
        finish();
    } else {
        ask(reportOf(m_job, report), &TusUploader::reportAnswered);
    }
}

void TusUploader::reportAnswered(const TusAnswer &answer)
{
    const int status = answer.status;
    const bool mayPass =
        status == 408 || status == 423 || status == 429 || (status >= 502 && status <= 504);
    if (mayPass) {
        tryAgain(errorFromHttp(status, {}));
        return;
    }
    if (!answer.isOk()) {
        // The recording is safe, so there is nothing for people to fix.
        qCWarning(logNet) << "the service did not take a report: HTTP" << status;
    }
    finish();
}

} // namespace prosc
