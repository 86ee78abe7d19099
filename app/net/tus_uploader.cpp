#include "app/net/tus_uploader.h"

#include "app/base/logging.h"
#include "app/net/http_error.h"
#include "app/net/tus_protocol.h"

#include <QFileInfo>

#include <algorithm>

namespace prosc {

namespace {

constexpr int kMaxCreations = 3;
constexpr qint64 kMaxErrorBody = 4096;

} // namespace

TusUploader::TusUploader(TusOptions options, QObject *parent) : Uploader(parent), m_options(options)
{
    m_stall.setSingleShot(true);
    m_wait.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail(Error{ErrorCode::Timeout, QStringLiteral("the upload stands still")});
    });
    connect(&m_wait, &QTimer::timeout, this, &TusUploader::createOrProbe);
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
    m_fileCheck = FileCheck::Running;
    m_offset = 0;
    m_chunk = {};
    m_triesInARow = 0;
    m_chunksRefused = 0;
    m_created = 0;
    // Never ends inside start(): who calls it may not be ready for that.
    QMetaObject::invokeMethod(
        this,
        [this, generation = ++m_generation] {
            if (generation == m_generation && m_state == State::Starting) {
                begin();
            }
        },
        Qt::QueuedConnection);
}

void TusUploader::cancel()
{
    if (m_state != State::Idle) {
        fail(Error{ErrorCode::Cancelled, QStringLiteral("cancelled")});
    }
}

void TusUploader::begin()
{
    if (const auto ok = checkFile(); !ok) {
        fail(ok.error());
        return;
    }
    m_network = std::make_unique<PinnedNetwork>(m_job.certificate);
    m_file = std::make_unique<FileChunks>(m_job.file);
    hashFile();
    if (!m_job.location.isEmpty() && !isSameOrigin(m_job.location, m_job.endpoint)) {
        m_job.location.clear();
    }
    createOrProbe();
}

Status TusUploader::checkFile() const
{
    const QFileInfo info(m_job.file);
    if (!info.isFile()) {
        return prosc::fail(ErrorCode::NotFound, QStringLiteral("the file is gone"));
    }
    if (info.size() != m_job.bytes) {
        return prosc::fail(ErrorCode::FileDamaged, QStringLiteral("the file has another size now"));
    }
    return {};
}

void TusUploader::hashFile()
{
    m_file->hashAll([this, generation = m_generation](const Result<QString> &sha256) {
        if (generation == m_generation && m_state != State::Idle) {
            fileHashed(sha256);
        }
    });
}

void TusUploader::fileHashed(const Result<QString> &sha256)
{
    if (!sha256) {
        fail(sha256.error());
    } else if (*sha256 != m_job.sha256) {
        fail(Error{ErrorCode::FileDamaged, QStringLiteral("the file has another SHA-256 now")});
    } else {
        m_fileCheck = FileCheck::Good;
        if (m_state == State::AwaitingHash) {
            sendChunk();
        }
    }
}

void TusUploader::createOrProbe()
{
    if (m_job.location.isEmpty()) {
        create();
    } else {
        probe();
    }
}

void TusUploader::createAnew()
{
    m_job.location.clear();
    create();
}

void TusUploader::create()
{
    if (++m_created > kMaxCreations) {
        fail(Error{ErrorCode::Unreachable, QStringLiteral("the service forgets the upload")});
        return;
    }
    QNetworkRequest post = request(m_job.endpoint);
    post.setRawHeader("Upload-Length", QByteArray::number(static_cast<qint64>(m_job.bytes)));
    post.setRawHeader("Upload-Metadata", uploadMetadata(m_job));
    await(State::Creating, m_network->send("POST", post), &TusUploader::created);
}

void TusUploader::created(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status != 201 && status != 200) {
        refused(reply);
        return;
    }
    const QUrl location =
        m_job.endpoint.resolved(QUrl::fromEncoded(reply.rawHeader("Location"), QUrl::StrictMode));
    if (reply.rawHeader("Location").isEmpty() || !isSameOrigin(location, m_job.endpoint)) {
        fail(Error{ErrorCode::Malformed, QStringLiteral("no usable Location")});
        return;
    }
    m_job.location = location;
    const int generation = m_generation;
    Q_EMIT located(location);
    // It may be an upload that was begun before: ask how much of it is there.
    if (generation == m_generation) {
        probe();
    }
}

void TusUploader::probe()
{
    await(State::Probing, m_network->send("HEAD", request(m_job.location)), &TusUploader::probed);
}

void TusUploader::probed(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    const qint64 offset = numberHeader(reply, "Upload-Offset");
    const bool isOurs = numberHeader(reply, "Upload-Length") == m_job.bytes;
    if (status == 404 || status == 410 || (status == 200 && !isOurs)) {
        createAnew();
    } else if (status != 200 && status != 204) {
        refused(reply);
    } else if (offset < 0 || offset > m_job.bytes) {
        fail(Error{ErrorCode::Malformed, QStringLiteral("impossible Upload-Offset")});
    } else if (offset == m_job.bytes) {
        complete(reply);
    } else {
        continueAt(offset);
    }
}

void TusUploader::continueAt(qint64 offset)
{
    const int generation = m_generation;
    advance(offset);
    // Who heard of the progress may have cancelled.
    if (generation == m_generation) {
        readChunk();
    }
}

void TusUploader::readChunk()
{
    m_state = State::Reading;
    m_stall.stop();
    if (const auto ok = checkFile(); !ok) {
        fail(ok.error());
        return;
    }
    const qint64 length = std::min(m_options.chunkBytes, m_job.bytes - m_offset);
    m_file->read(m_offset, length,
                 [this, generation = m_generation](const Result<FileSlice> &chunk) {
                     if (generation == m_generation && m_state == State::Reading) {
                         chunkRead(chunk);
                     }
                 });
}

void TusUploader::chunkRead(const Result<FileSlice> &chunk)
{
    if (!chunk) {
        fail(chunk.error());
        return;
    }
    m_chunk = *chunk;
    const bool isLast = m_chunk.offset + m_chunk.bytes.size() == m_job.bytes;
    if (isLast && m_fileCheck == FileCheck::Running) {
        m_state = State::AwaitingHash;
    } else {
        sendChunk();
    }
}

void TusUploader::sendChunk()
{
    QNetworkRequest patch = request(m_job.location);
    patch.setRawHeader("Content-Type", "application/offset+octet-stream");
    patch.setRawHeader("Upload-Offset", QByteArray::number(m_chunk.offset));
    patch.setRawHeader("Upload-Checksum", "sha256 " + m_chunk.sha256.toBase64());
    QNetworkReply *reply = m_network->send("PATCH", patch, m_chunk.bytes);
    await(State::Sending, reply, &TusUploader::chunkAnswered);
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) { bytesSent(sent); });
}

void TusUploader::bytesSent(qint64 ofChunk)
{
    // At its end Qt reports 0 of 0 once more.
    if (m_state != State::Sending || ofChunk <= 0) {
        return;
    }
    const qint64 sent = std::min<qint64>(m_chunk.offset + ofChunk, m_job.bytes);
    m_stall.start(sent == m_job.bytes ? m_options.verification : m_options.stall);
    Q_EMIT progress(sent, m_job.bytes);
}

void TusUploader::chunkAnswered(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status != 204 && status != 200) {
        refused(reply);
        return;
    }
    const qint64 offset = numberHeader(reply, "Upload-Offset");
    if (offset < 0 || offset > m_job.bytes) {
        fail(Error{ErrorCode::Malformed, QStringLiteral("impossible Upload-Offset")});
    } else if (offset == m_job.bytes && !reply.rawHeader("Proscenium-Sha256").isEmpty()) {
        complete(reply);
    } else if (offset == m_job.bytes) {
        probe();
    } else if (offset <= m_chunk.offset) {
        tryAgain(Error{ErrorCode::OffsetMismatch, QStringLiteral("the service kept nothing")});
    } else {
        continueAt(offset);
    }
}

void TusUploader::complete(const QNetworkReply &reply)
{
    const QByteArray sha256 = reply.rawHeader("Proscenium-Sha256").trimmed().toLower();
    if (m_options.requireChecksum && sha256 != m_job.sha256.toLatin1()) {
        fail(Error{ErrorCode::ChecksumMismatch,
                   sha256.isEmpty() ? QStringLiteral("the service names no SHA-256")
                                    : QStringLiteral("the service has another SHA-256")});
        return;
    }
    const int generation = m_generation;
    advance(m_job.bytes);
    if (generation != m_generation) {
        return;
    }
    stop();
    Q_EMIT finished();
}

QNetworkRequest TusUploader::request(const QUrl &url) const
{
    QNetworkRequest request(url);
    request.setRawHeader("Tus-Resumable", "1.0.0");
    request.setRawHeader("Authorization", "Bearer " + m_job.token.toUtf8());
    return request;
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
    const Error error = errorFromHttp(status, reply.read(kMaxErrorBody));
    const bool isGone = (status == 404 || status == 410) && m_state != State::Creating;
    if (isGone) {
        createAnew();
    } else if (status == 409 && m_state == State::Creating) {
        fail(Error{ErrorCode::NotAllowed, QStringLiteral("another file is published already")});
    } else if (status == 409 || status == 423) {
        tryAgain(error);
    } else if (status == 460 && ++m_chunksRefused < m_options.tries) {
        tryAgain(error);
    } else {
        fail(error);
    }
}

void TusUploader::tryAgain(const Error &error)
{
    if (++m_triesInARow > m_options.tries) {
        fail(error);
        return;
    }
    qCDebug(logNet) << "an upload goes on after" << errorCodeName(error.code) << error.detail;
    m_state = State::Waiting;
    m_stall.stop();
    m_wait.start(m_options.firstWait * (1 << (m_triesInARow - 1)));
}

void TusUploader::advance(qint64 offset)
{
    if (offset > m_offset) {
        m_triesInARow = 0;
    }
    m_offset = offset;
    Q_EMIT progress(offset, m_job.bytes);
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
    // Later: this may run inside a callback of either.
    if (m_file) {
        m_file.release()->deleteLater();
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
