#include "app/net/tus_uploader.h"

#include "app/base/logging.h"
#include "app/net/tus_protocol.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

TusUploader::TusUploader(TusOptions options, QObject *parent)
    : Uploader(parent), m_options(options),
      m_refused(options.refused != nullptr ? *options.refused : m_ownRefused),
      m_size(options.chunkBytes), m_retries(options.tries, options.firstWait)
{
    m_stall.setSingleShot(true);
    m_wait.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        m_size.stalled(); // the network may be too slow for this chunk size
        fail(Error{ErrorCode::Timeout, u"the upload stands still"_s});
    });
    connect(&m_wait, &QTimer::timeout, this, &TusUploader::waited);
}

TusUploader::~TusUploader()
{
    stop();
}

void TusUploader::start(const UploadJob &job)
{
    cancel();
    m_job = job;
    m_state = State::Starting;
    m_known = std::max<qint64>(0, job.bodyBytes);
    m_offset = 0;
    m_staged.reset();
    m_chunk = {};
    m_lengthNamed = false;
    m_lastSent = false;
    m_retries = UploadRetries(m_options.tries, m_options.firstWait);
    // Queued, so that no signal is emitted inside start(), where the caller may not be ready.
    QMetaObject::invokeMethod(
        this,
        [this, generation = ++m_generation] {
            if (generation == m_generation && m_state == State::Starting) {
                begin();
            }
        },
        Qt::QueuedConnection);
}

void TusUploader::grow(qint64 bytes)
{
    if (m_state == State::Idle || !m_job.isGrowing() || bytes <= m_known) {
        return;
    }
    m_known = bytes;
    if (m_state == State::CaughtUp) {
        goOn();
    }
}

void TusUploader::seal(const UploadJob &job)
{
    if (m_state == State::Idle || !m_job.isGrowing()) {
        return;
    }
    m_job.bodyBytes = job.bodyBytes;
    m_job.checksum = job.checksum;
    m_job.report = job.report;
    m_known = job.bodyBytes;
    if (m_state == State::CaughtUp) {
        goOn();
    } else if (m_state == State::Waiting) {
        waited(); // people are waiting for the recording now
    }
}

void TusUploader::cancel()
{
    if (m_state != State::Idle) {
        fail(Error{ErrorCode::Cancelled, u"cancelled"_s});
    }
}

void TusUploader::begin()
{
    m_network = std::make_unique<PinnedNetwork>(m_job.certificate);
    m_body = std::make_unique<BodyReader>(m_job.file);
    if (!m_job.location.isEmpty() && !isSameOrigin(m_job.location, m_job.endpoint)) {
        m_job.location.clear();
    }
    if (!m_job.isGrowing() && m_job.checksum.isEmpty()) {
        measure(&TusUploader::bodyMeasured);
    } else {
        createOrProbe();
    }
}

void TusUploader::measure(Measured then)
{
    m_state = State::Measuring;
    m_stall.stop();
    m_body->measure([this, then, generation = m_generation](const Result<BodyMeasure> &body) {
        if (generation != m_generation || m_state != State::Measuring) {
            return;
        }
        if (body) {
            (this->*then)(*body);
        } else {
            fail(body.error());
        }
    });
}

void TusUploader::bodyMeasured(const BodyMeasure &body)
{
    m_job.bodyBytes = body.bytes;
    m_job.checksum = body.checksum;
    m_known = body.bytes;
    // A job of an earlier version: its location is an upload of the whole file, not of a body.
    m_job.location.clear();
    const int generation = m_generation;
    Q_EMIT measured(body.bytes, body.checksum);
    if (generation == m_generation) {
        createOrProbe();
    }
}

void TusUploader::bodyMeasuredAgain(const BodyMeasure &body)
{
    if (body.bytes != m_job.bodyBytes) {
        fail(Error{ErrorCode::FileDamaged, u"the recording was changed on disk"_s});
    } else if (body.checksum == m_job.checksum) {
        startOver(); // the service's copy is wrong
    } else {
        // Media data changed on this disk. The rest is worth keeping, so it is uploaded with the
        // checksum of the file as it is now.
        qCWarning(logNet) << "the recording is damaged on disk; it is uploaded as it is now";
        const auto location = m_job.location;
        m_job.checksum = body.checksum;
        const int generation = m_generation;
        Q_EMIT measured(body.bytes, body.checksum);
        Q_EMIT located(location);
        if (generation == m_generation) {
            tryAgain(Error{ErrorCode::ChecksumMismatch, u"another sum"_s});
        }
    }
}

/// Continues from the offset in the answer.
void TusUploader::continueFrom(const QNetworkReply &reply)
{
    const int generation = m_generation;
    const qint64 staged = numberHeader(reply, "Proscenium-Staged");
    m_staged = staged < 0 ? std::nullopt : std::optional(staged);
    advance(numberHeader(reply, "Upload-Offset"));
    // A slot of progress() may have cancelled.
    if (generation == m_generation) {
        goOn();
    }
}

void TusUploader::goOn()
{
    m_stall.stop();
    m_chunk = {};
    m_chunk.offset = m_offset;
    m_chunk.sha256 = QCryptographicHash::hash({}, QCryptographicHash::Sha256);
    if (m_offset < m_known) {
        read();
    } else if (m_job.isGrowing()) {
        m_state = State::CaughtUp;
    } else if (m_staged.value_or(0) > 0) {
        startOver(); // staged bytes of a fragment that is not in the recording
    } else if (m_offset == m_job.bodyBytes) {
        send();
    } else {
        fail(Error{ErrorCode::FileDamaged, u"the service has more of it"_s});
    }
}

void TusUploader::read()
{
    m_state = State::Reading;
    BodyRange range{m_offset, m_known, m_size.bytes(), m_staged.has_value()};
    if (m_options.limit != nullptr) {
        range.most = m_options.limit->chunkBytes(range.most);
    }
    m_body->read(
        range, [this, generation = m_generation, limit = m_known](const Result<BodyChunk> &chunk) {
            if (generation != m_generation || m_state != State::Reading) {
                return;
            }
            if (chunk && chunk->bytes.isEmpty() && m_known > limit) {
                read(); // it has grown meanwhile
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
            m_state = State::CaughtUp;
        } else {
            fail(Error{ErrorCode::FileDamaged, u"it ends inside a fragment"_s});
        }
        return;
    }
    const bool isOurs = chunk->unitStart == m_offset - m_staged.value_or(0);
    if (!isOurs && m_options.requireChecksum) {
        startOver();
        return;
    }
    m_chunk = *chunk;
    const auto wait = m_options.limit != nullptr ? m_options.limit->take(m_chunk.bytes.size())
                                                 : std::chrono::milliseconds::zero();
    if (wait > std::chrono::milliseconds::zero()) {
        m_state = State::Pacing;
        m_wait.start(wait);
    } else {
        send();
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
    ask(State::Sending, {"PATCH", chunkRequest(), m_chunk.bytes, &TusUploader::chunkAnswered});
}

QNetworkRequest TusUploader::chunkRequest() const
{
    QNetworkRequest patch = request(m_job.location);
    patch.setRawHeader("Content-Type", "application/offset+octet-stream");
    patch.setRawHeader("Upload-Offset", QByteArray::number(m_chunk.offset));
    if (m_chunk.unitSha256.isEmpty()) {
        patch.setRawHeader("Upload-Checksum", "sha256 " + m_chunk.sha256.toBase64());
    } else {
        patch.setRawHeader("Proscenium-Unit-Sha256", m_chunk.unitSha256.toHex());
    }
    if (m_lastSent) {
        // A third-party server refuses a length that it knows already.
        if (m_options.requireChecksum || !m_lengthNamed) {
            patch.setRawHeader("Upload-Length", QByteArray::number(qint64{m_job.bodyBytes}));
        }
        patch.setRawHeader("Proscenium-Checksum", m_job.checksum.toLatin1());
    }
    return patch;
}

void TusUploader::bytesSent(qint64 ofChunk)
{
    // Qt reports 0 of 0 once more at the end.
    if (m_state != State::Sending || ofChunk <= 0) {
        return;
    }
    const qint64 sent = std::min(m_chunk.offset + ofChunk, m_chunk.end());
    m_stall.start(sent == m_chunk.end() && m_lastSent ? m_options.verification : m_options.stall);
    Q_EMIT progress(sent, m_known);
}

void TusUploader::chunkAnswered(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status != 204 && status != 200) {
        refused(reply);
        return;
    }
    const qint64 offset = numberHeader(reply, "Upload-Offset");
    if (offset < 0 || offset > m_chunk.end()) {
        fail(Error{ErrorCode::Malformed, u"impossible Upload-Offset"_s});
    } else if (m_lastSent && offset == m_chunk.end()) {
        complete(reply);
    } else if (offset <= m_chunk.offset) {
        tryAgain(Error{ErrorCode::OffsetMismatch, u"the service kept nothing"_s});
    } else {
        m_size.arrived(offset - m_chunk.offset, std::chrono::milliseconds(m_sending.elapsed()));
        continueFrom(reply);
    }
}

void TusUploader::complete(const QNetworkReply &reply)
{
    const QByteArray sha256 = reply.rawHeader("Proscenium-Sha256").trimmed().toLower();
    if (m_options.requireChecksum && sha256 != m_job.checksum.toLatin1()) {
        fail(Error{ErrorCode::ChecksumMismatch, sha256.isEmpty()
                                                    ? u"the service names no checksum"_s
                                                    : u"the service has another checksum"_s});
        return;
    }
    const int generation = m_generation;
    advance(m_job.bodyBytes);
    if (generation == m_generation) {
        sendReport();
    }
}

QNetworkRequest TusUploader::request(const QUrl &url) const
{
    QNetworkRequest request(url);
    request.setRawHeader("Tus-Resumable", "1.0.0");
    request.setRawHeader("Authorization", "Bearer " + m_job.token.toUtf8());
    return request;
}

} // namespace prosc
