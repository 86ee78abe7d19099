#include "app/net/upload/tus_protocol.h"

#include "app/base/logging.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The service's limit.
constexpr qint64 kMaxReport = 1024 * 1024;

TusRequest requestOf(const QByteArray &method, const QUrl &url, const UploadJob &job)
{
    TusRequest request{method, QNetworkRequest(url)};
    request.request.setRawHeader("Tus-Resumable", "1.0.0");
    request.request.setRawHeader("Authorization", "Bearer " + job.token.toUtf8());
    return request;
}

} // namespace

QString originOf(const QUrl &url)
{
    const int port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    return u"%1://%2:%3"_s.arg(url.scheme(), url.host(), QString::number(port));
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return originOf(a) == originOf(b);
}

QByteArray uploadMetadata(const UploadJob &job)
{
    const auto pair = [](const char *key, const QByteArray &value) {
        return QByteArray(key) + ' ' + value.toBase64();
    };
    return pair("recording", job.recording.value.toUtf8()) + ',' +
           pair("filename", job.name.toUtf8()) + ',' + pair("layout", "fragments");
}

TusRequest creationOf(const UploadJob &job)
{
    auto post = requestOf("POST", job.endpoint, job);
    post.request.setRawHeader("Upload-Defer-Length", "1");
    post.request.setRawHeader("Upload-Metadata", uploadMetadata(job));
    return post;
}

TusRequest probeOf(const UploadJob &job)
{
    return requestOf("HEAD", job.location, job);
}

TusRequest removalOf(const UploadJob &job)
{
    return requestOf("DELETE", job.location, job);
}

TusRequest chunkOf(const UploadJob &job, const BodyChunk &chunk)
{
    auto patch = requestOf("PATCH", job.location, job);
    patch.body = chunk.bytes;
    auto &headers = patch.request;
    headers.setRawHeader("Content-Type", "application/offset+octet-stream");
    headers.setRawHeader("Upload-Offset", QByteArray::number(chunk.offset));
    if (chunk.unitSha256.isEmpty()) {
        headers.setRawHeader("Upload-Checksum", "sha256 " + chunk.sha256.toBase64());
    } else {
        headers.setRawHeader("Proscenium-Unit-Sha256", chunk.unitSha256.toHex());
    }
    return patch;
}

void nameEnd(TusRequest &chunk, const UploadJob &job, bool namesLength)
{
    if (namesLength) {
        chunk.request.setRawHeader("Upload-Length", QByteArray::number(qint64{job.bodyBytes}));
    }
    chunk.request.setRawHeader("Proscenium-Checksum", job.checksum.toLatin1());
}

TusRequest reportOf(const UploadJob &job, const QByteArray &report)
{
    QUrl url = job.location;
    url.setPath(url.path() + u"/report"_s);
    auto put = requestOf("PUT", url, job);
    put.request.setRawHeader("Content-Type", "application/json");
    put.body = report;
    return put;
}

QByteArray readReport(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists()) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxReport) {
        qCWarning(logNet) << "a report is not sent:" << file.size() << "bytes"
                          << file.errorString();
        return {};
    }
    return file.readAll();
}

} // namespace prosc
