#include "app/net/media_downloader.h"

#include "app/base/logging.h"
#include "app/net/http_error.h"

#include <QRegularExpression>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qint64 kReadBuffer = 4 * 1024 * 1024;

std::filesystem::path nativePath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

/// "bytes <first>-<last>/<total>" (RFC 9110, section 14.4).
struct ContentRange
{
    qint64 first = -1;
    qint64 total = -1;
};

ContentRange contentRange(const QNetworkReply &reply)
{
    static const QRegularExpression form(u"\\Abytes (\\d+)-\\d+/(\\d+)\\z"_s);
    const auto match = form.match(QString::fromLatin1(reply.rawHeader("Content-Range")));
    if (!match.hasMatch()) {
        return {};
    }
    return {match.captured(1).toLongLong(), match.captured(2).toLongLong()};
}

qint64 contentLength(const QNetworkReply &reply)
{
    bool ok = false;
    const qint64 length = reply.rawHeader("Content-Length").toLongLong(&ok);
    return ok ? length : -1;
}

Error diskError(const QFile &file)
{
    // Qt reports a full disk as ResourceError.
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return {isFull ? ErrorCode::DiskFull : ErrorCode::DiskError, file.errorString()};
}

} // namespace

MediaDownloader::MediaDownloader(const QString &certificateSha256, DownloadOptions options,
                                 QObject *parent)
    : QObject(parent), m_options(options), m_network(certificateSha256)
{
    m_stall.setSingleShot(true);
    m_wait.setSingleShot(true);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        fail(Error{ErrorCode::Timeout, u"nothing arrives"_s});
    });
    connect(&m_wait, &QTimer::timeout, this, &MediaDownloader::request);
}

MediaDownloader::~MediaDownloader()
{
    stop();
}

void MediaDownloader::fetch(const QUrl &url, const QString &file)
{
    cancel();
    m_url = url;
    m_target = file;
    m_etag.clear();
    m_received = 0;
    m_total = -1;
    m_triesInARow = 0;
    m_part.setFileName(file + u".part"_s);
    m_state = State::Waiting;
    m_wait.start(0);
}

void MediaDownloader::cancel()
{
    if (m_state != State::Idle) {
        fail(Error{ErrorCode::Cancelled, u"cancelled"_s});
    }
}

void MediaDownloader::request()
{
    if (!m_part.isOpen() && !m_part.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        const bool denied = m_part.error() == QFileDevice::OpenError ||
                            m_part.error() == QFileDevice::PermissionsError;
        fail(Error{denied ? ErrorCode::PermissionDenied : ErrorCode::DiskError,
                   m_part.errorString()});
        return;
    }
    QNetworkRequest get(m_url);
    // Uncompressed: a compressed response would have a different length.
    get.setRawHeader("Accept-Encoding", "identity");
    if (m_received > 0 && !m_etag.isEmpty()) {
        get.setRawHeader("Range", "bytes=" + QByteArray::number(m_received) + '-');
        get.setRawHeader("If-Range", m_etag);
    }
    m_state = State::Requesting;
    m_reply = m_network.send("GET", get);
    m_reply->setReadBufferSize(kReadBuffer);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &MediaDownloader::headersArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &MediaDownloader::bytesArrived);
    connect(m_reply, &QNetworkReply::finished, this, &MediaDownloader::replyFinished);
    m_stall.start(m_options.stall);
}

void MediaDownloader::headersArrived()
{
    if (m_state != State::Requesting || PinnedNetwork::httpStatus(*m_reply) >= 300) {
        return;
    }
    m_state = State::Receiving;
    if (const auto ok = acceptHeaders(*m_reply); !ok) {
        fail(ok.error());
    }
}

Status MediaDownloader::acceptHeaders(const QNetworkReply &reply)
{
    const QByteArray etag = reply.rawHeader("ETag");
    const ContentRange range = contentRange(reply);
    if (PinnedNetwork::httpStatus(reply) == 206) {
        if (etag != m_etag || range.first != m_received || range.total != m_total) {
            return prosc::fail(ErrorCode::Malformed, u"another part than asked for"_s);
        }
        return {};
    }
    // A complete file: the first response, or the server has a different version than the one that
    // was interrupted. A weak tag does not guarantee identical bytes, so it cannot be used to
    // resume.
    m_etag = etag.startsWith("W/") ? QByteArray() : etag;
    m_total = contentLength(reply);
    return restart();
}

Status MediaDownloader::restart()
{
    m_received = 0;
    if (!m_part.seek(0) || !m_part.resize(0)) {
        return prosc::fail(diskError(m_part));
    }
    return {};
}

void MediaDownloader::bytesArrived()
{
    headersArrived();
    if (m_state != State::Receiving) {
        return;
    }
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty()) {
        return;
    }
    if (m_part.write(bytes) != bytes.size()) {
        fail(diskError(m_part));
        return;
    }
    m_triesInARow = 0;
    m_received += bytes.size();
    m_stall.start(m_options.stall);
    Q_EMIT progress(m_received, m_total);
}

void MediaDownloader::replyFinished()
{
    bytesArrived();
    if (m_state != State::Requesting && m_state != State::Receiving) {
        return;
    }
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    m_stall.stop();
    reply->deleteLater();
    const int status = PinnedNetwork::httpStatus(*reply);
    const bool isWhole =
        m_total >= 0 ? m_received == m_total : reply->error() == QNetworkReply::NoError;
    if (status >= 300) {
        const Error error = errorFromHttp(status, reply->read(kMaxErrorBody));
        fail(status == 404 ? Error{ErrorCode::NotFound, error.detail} : error);
    } else if (m_state == State::Receiving && isWhole) {
        if (const auto ok = publish(); !ok) {
            fail(ok.error());
            return;
        }
        m_state = State::Idle;
        Q_EMIT finished(m_target);
    } else if (m_total >= 0 && m_received > m_total) {
        fail(Error{ErrorCode::Malformed, u"more bytes than announced"_s});
    } else {
        tryAgain(PinnedNetwork::transportError(*reply));
    }
}

Status MediaDownloader::publish()
{
    if (!m_part.flush()) {
        return prosc::fail(diskError(m_part));
    }
    m_part.close();
    if (m_part.error() != QFileDevice::NoError) {
        return prosc::fail(diskError(m_part));
    }
    if (m_part.size() != m_received) {
        return prosc::fail(ErrorCode::DiskError, u"the file has another size"_s);
    }
    std::error_code error;
    // Not QFile::rename(), which never replaces a file.
    std::filesystem::rename(nativePath(m_part.fileName()), nativePath(m_target), error);
    if (error) {
        return prosc::fail(ErrorCode::DiskError, QString::fromStdString(error.message()));
    }
    return {};
}

void MediaDownloader::tryAgain(const Error &error)
{
    if (error.code == ErrorCode::CertificateUnknown || ++m_triesInARow > m_options.tries) {
        fail(error);
        return;
    }
    qCDebug(logNet) << "a download goes on after" << errorCodeName(error.code) << error.detail;
    m_state = State::Waiting;
    m_wait.start(m_options.firstWait * (1 << (m_triesInARow - 1)));
}

void MediaDownloader::stop()
{
    m_stall.stop();
    m_wait.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply.clear();
    }
    if (m_state != State::Idle) {
        m_state = State::Idle;
        m_part.close();
        m_part.remove();
    }
}

void MediaDownloader::fail(const Error &error)
{
    stop();
    Q_EMIT failed(error);
}

} // namespace prosc
