#include "app/net/tus_protocol.h"

#include "app/net/http_error.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace prosc {

qint64 numberHeader(const QNetworkReply &reply, const QByteArray &name)
{
    bool ok = false;
    const qint64 number = reply.rawHeader(name).toLongLong(&ok);
    return ok && number >= 0 ? number : -1;
}

bool isFromService(const QNetworkReply &reply)
{
    return reply.hasRawHeader("Tus-Resumable") || reply.hasRawHeader(kErrorHeader);
}

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

} // namespace prosc
