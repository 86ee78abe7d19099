#include "app/room/protocol/join_link.h"

#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Of a whole link: its token, and a path and host of any sense.
constexpr qsizetype kMaxLinkLength = 8192;
constexpr qsizetype kMaxTokenLength = 4096;

const QString kAppScheme = u"proscenium:"_s;
const QString kPlain = u"http://"_s;

const QString kToken = u"t"_s;
const QString kCertificate = u"c"_s;

QUrl withPath(const QUrl &base, const QString &path)
{
    QUrl url = base;
    url.setPath(base.path() + path);
    return url;
}

/// The https or http link that an app link stands for; other text as it is.
QString webLink(const QString &text)
{
    if (!isAppLink(text)) {
        return text;
    }
    const QString rest = text.mid(kAppScheme.size());
    if (rest.startsWith(QLatin1String("//"))) {
        return u"https:"_s + rest;
    }
    // "proscenium:https://" would be a second way to say the first: refused, like every other.
    return rest.startsWith(kPlain, Qt::CaseInsensitive) ? rest : QString();
}

Status checkOrigin(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty()) {
        return fail(ErrorCode::InvalidArgument, u"not an address"_s);
    }
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http")) {
        return fail(ErrorCode::InvalidArgument, u"neither http nor https"_s);
    }
    if (!url.userInfo().isEmpty() || url.hasQuery()) {
        return fail(ErrorCode::InvalidArgument, u"user name or query in the link"_s);
    }
    return {};
}

Status checkSecrets(const JoinLink &link)
{
    if (link.token.isEmpty() || link.token.size() > kMaxTokenLength) {
        return fail(ErrorCode::InvalidArgument, u"no token in the link"_s);
    }
    static const QRegularExpression sha256(u"\\A(?:[0-9a-f]{64})?\\z"_s);
    if (!sha256.match(link.certificate).hasMatch()) {
        return fail(ErrorCode::InvalidArgument, u"certificate is not a SHA-256"_s);
    }
    if (!link.certificate.isEmpty() && link.baseUrl.scheme() != QLatin1String("https")) {
        return fail(ErrorCode::InvalidArgument, u"certificate without https"_s);
    }
    return {};
}

} // namespace

QUrl JoinLink::wsUrl() const
{
    QUrl url = withPath(baseUrl, u"/api/room"_s);
    url.setScheme(baseUrl.scheme() == QLatin1String("https") ? u"wss"_s : u"ws"_s);
    return url;
}

QUrl JoinLink::resolved(const QString &path) const
{
    const QUrl relative(path, QUrl::StrictMode);
    QUrl url = withPath(baseUrl, relative.path(QUrl::FullyDecoded));
    url.setQuery(relative.query(QUrl::FullyEncoded));
    // A link to a page carries its ticket in the fragment.
    url.setFragment(relative.hasFragment() ? relative.fragment(QUrl::FullyEncoded) : QString(),
                    QUrl::StrictMode);
    return url;
}

QString JoinLink::toString() const
{
    QUrl url = withPath(baseUrl, u"/join/"_s + room.value);
    QUrlQuery secrets;
    secrets.addQueryItem(kToken, token);
    if (!certificate.isEmpty()) {
        secrets.addQueryItem(kCertificate, certificate);
    }
    url.setFragment(secrets.toString(QUrl::FullyEncoded));
    return url.toString(QUrl::FullyEncoded);
}

bool JoinLink::sameRoom(const JoinLink &other) const
{
    const bool sameService = certificate.isEmpty() || other.certificate.isEmpty()
                                 ? baseUrl == other.baseUrl
                                 : certificate == other.certificate;
    return room == other.room && sameService;
}

bool isAppLink(const QString &text)
{
    return text.startsWith(kAppScheme, Qt::CaseInsensitive);
}

Result<JoinLink> parseJoinLink(const QString &text)
{
    if (text.size() > kMaxLinkLength) {
        return fail(ErrorCode::InvalidArgument, u"the link is too long"_s);
    }
    const QUrl url(webLink(text.trimmed()), QUrl::StrictMode);
    if (const auto ok = checkOrigin(url); !ok) {
        return fail(ok.error());
    }
    static const QRegularExpression path(
        u"\\A(?<base>(?:/.*)?)/join/(?<room>[A-Za-z0-9_.~-]{1,64})/?\\z"_s);
    const auto match = path.match(url.path());
    if (!match.hasMatch()) {
        return fail(ErrorCode::InvalidArgument, u"no /join/<room> in the link"_s);
    }
    const QUrlQuery secrets(url.fragment(QUrl::FullyEncoded));
    JoinLink link;
    link.baseUrl = url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    link.baseUrl.setPath(match.captured(u"base"_s));
    link.room = RoomId{match.captured(u"room"_s)};
    link.token = secrets.queryItemValue(kToken, QUrl::FullyDecoded);
    link.certificate = secrets.queryItemValue(kCertificate, QUrl::FullyDecoded).toLower();
    if (const auto ok = checkSecrets(link); !ok) {
        return fail(ok.error());
    }
    return link;
}

} // namespace prosc
