#include "app/server/http/tls_redirect.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace prosc {

std::optional<QString> hostIn(const QByteArray &field)
{
    static const QRegularExpression pattern(
        uR"(\A(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = QString::fromLatin1(field);
    const QUrl url(u"https://"_s + text, QUrl::StrictMode);
    if (!pattern.match(text).hasMatch() || !url.isValid() || url.host().isEmpty()) {
        return std::nullopt;
    }
    return url.host();
}

/// Without the query: it may carry a ticket, which has then crossed the network readably once, and
/// would stay in the browser's history twice. The port is ours, whatever the header says.
QByteArray tlsAddress(const TlsPlace &place, const QString &host, bool isNamed, const QString &path)
{
    const QUrl configured(place.publicUrl, QUrl::StrictMode);
    QUrl own;
    own.setHost(place.address);
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(host);
    if (configured.scheme() == url.scheme() && configured.host() == host) {
        url.setPort(configured.port());
    } else if (isNamed || own.host() == host) {
        url.setPort(place.port == 443 ? -1 : place.port);
    } else {
        return {};
    }
    url.setPath(path, QUrl::DecodedMode);
    return url.toEncoded(QUrl::FullyEncoded);
}

} // namespace prosc
