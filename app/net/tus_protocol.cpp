#include "app/net/tus_protocol.h"

#include <QNetworkReply>

namespace prosc {

qint64 numberHeader(const QNetworkReply &reply, const QByteArray &name)
{
    bool ok = false;
    const qint64 number = reply.rawHeader(name).toLongLong(&ok);
    return ok && number >= 0 ? number : -1;
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) {
        return url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
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
