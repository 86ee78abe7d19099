#include "app/room/protocol/join_link.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace prosc {

namespace {

constexpr qsizetype kMaxTokenLength = 4096;

const QString kToken = QStringLiteral("t");
const QString kCertificate = QStringLiteral("c");

QUrl withPath(const QUrl &base, const QString &path)
{
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

Status checkOrigin(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("not an address"));
    }
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http")) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("neither http nor https"));
    }
    if (!url.userInfo().isEmpty() || url.hasQuery()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("user name or query in the link"));
    }
    return {};
}

Status checkSecrets(const JoinLink &link)
{
    if (link.token.isEmpty() || link.token.size() > kMaxTokenLength) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("no token in the link"));
    }
    static const QRegularExpression sha256(QStringLiteral("\\A(?:[0-9a-f]{64})?\\z"));
    if (!sha256.match(link.certificate).hasMatch()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("certificate is not a SHA-256"));
    }
    if (!link.certificate.isEmpty() && link.baseUrl.scheme() != QLatin1String("https")) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("certificate without https"));
    }
    return {};
}

} // namespace

QUrl JoinLink::wsUrl() const
{
    QUrl url = withPath(baseUrl, QStringLiteral("/api/room"));
    url.setScheme(baseUrl.scheme() == QLatin1String("https") ? QStringLiteral("wss")
                                                             : QStringLiteral("ws"));
    return url;
}

QUrl JoinLink::resolved(const QString &path) const
{
    const QUrl relative(path, QUrl::StrictMode);
    QUrl url = withPath(baseUrl, relative.path(QUrl::FullyDecoded));
    url.setQuery(relative.query(QUrl::FullyEncoded));
    // A link to a page has its ticket there.
    url.setFragment(relative.hasFragment() ? relative.fragment(QUrl::FullyEncoded) : QString(),
                    QUrl::StrictMode);
    return url;
}

QString JoinLink::toString() const
{
    QUrl url = withPath(baseUrl, QStringLiteral("/join/") + room.value);
    QUrlQuery secrets;
    secrets.addQueryItem(kToken, token);
    if (!certificate.isEmpty()) {
        secrets.addQueryItem(kCertificate, certificate);
    }
    url.setFragment(secrets.toString(QUrl::FullyEncoded));
    return url.toString(QUrl::FullyEncoded);
}

Result<JoinLink> parseJoinLink(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (const auto ok = checkOrigin(url); !ok) {
        return fail(ok.error());
    }
    static const QRegularExpression path(
        QStringLiteral("\\A(?<base>(?:/.*)?)/join/(?<room>[A-Za-z0-9_.~-]{1,64})/?\\z"));
    const auto match = path.match(url.path());
    if (!match.hasMatch()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("no /join/<room> in the link"));
    }
    const QUrlQuery secrets(url.fragment(QUrl::FullyEncoded));
    JoinLink link;
    link.baseUrl = url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    link.baseUrl.setPath(match.captured(QStringLiteral("base")));
    link.room = RoomId{match.captured(QStringLiteral("room"))};
    link.token = secrets.queryItemValue(kToken, QUrl::FullyDecoded);
    link.certificate = secrets.queryItemValue(kCertificate, QUrl::FullyDecoded).toLower();
    if (const auto ok = checkSecrets(link); !ok) {
        return fail(ok.error());
    }
    return link;
}

} // namespace prosc
