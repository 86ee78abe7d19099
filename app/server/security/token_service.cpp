#include "app/server/security/token_service.h"

#include "app/disk/private_file.h"

#include <jwt.h>

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <array>
#include <cstdlib>
#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kSecretBytes = 32;
/// A clock that was set back slightly must not invalidate what was signed just before.
constexpr int64_t kClockSlack = 60;
constexpr qsizetype kMaxTokenLength = 4096;

struct JwtFree
{
    void operator()(jwt_t *jwt) const { jwt_free(jwt); }
};
using JwtHandle = std::unique_ptr<jwt_t, JwtFree>;

struct JwtStringFree
{
    void operator()(char *text) const { std::free(text); }
};
using JwtString = std::unique_ptr<char, JwtStringFree>;

constexpr auto kJoin = "join";
constexpr auto kUpload = "upload";
constexpr auto kPage = "page";
constexpr std::chrono::hours kPageLifetime{24};

tl::unexpected<Error> invalid(const char *why)
{
    return fail(ErrorCode::TokenInvalid, QString::fromLatin1(why));
}

QByteArray randomSecret()
{
    std::array<quint32, kSecretBytes / sizeof(quint32)> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), kSecretBytes);
}

Result<QString> sign(const QByteArray &secret, const QJsonObject &claims)
{
    jwt_t *made = nullptr;
    if (jwt_new(&made) != 0) {
        return fail(ErrorCode::Internal, u"jwt_new"_s);
    }
    const JwtHandle jwt(made);
    const QByteArray json = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    const auto *key = reinterpret_cast<const unsigned char *>(secret.constData());
    if (jwt_add_grants_json(jwt.get(), json.constData()) != 0 ||
        jwt_set_alg(jwt.get(), JWT_ALG_HS256, key, static_cast<int>(secret.size())) != 0) {
        return fail(ErrorCode::Internal, u"the claims cannot be signed"_s);
    }
    const JwtString text(jwt_encode_str(jwt.get()));
    if (!text) {
        return fail(ErrorCode::Internal, u"jwt_encode_str"_s);
    }
    return QString::fromLatin1(text.get());
}

/// An integer claim; QJsonValue would also accept 1.5 or a number in a string.
std::optional<int64_t> integer(const QJsonObject &claims, const char *name)
{
    const QJsonValue value = claims.value(QLatin1String(name));
    const qint64 number = value.toInteger(-1);
    return value.isDouble() && number >= 0 ? std::optional<int64_t>(number) : std::nullopt;
}

QString text(const QJsonObject &claims, const char *name)
{
    return claims.value(QLatin1String(name)).toString();
}

/// RFC 7515, section 4.1.11: who does not understand an extension named in "crit" must refuse the
/// token. We understand none; libjwt looks at none.
bool needsExtensions(const QByteArray &token)
{
    const auto header =
        QByteArray::fromBase64(token.left(token.indexOf('.')), QByteArray::Base64UrlEncoding);
    const auto json = QJsonDocument::fromJson(header);
    return !json.isObject() || json.object().contains(QLatin1String("crit"));
}

/// RFC 7519, section 4.1.5.
bool isTooEarly(const QJsonObject &claims, int64_t now)
{
    return claims.contains(QLatin1String("nbf")) &&
           integer(claims, "nbf").value_or(std::numeric_limits<int64_t>::max()) > now + kClockSlack;
}

using Expiry = TokenService::Expiry;

/// The claims of a token that we signed and that has not expired.
Result<QJsonObject> verify(const QByteArray &secret, const QString &token, int64_t now,
                           Expiry expiry = Expiry::Counts)
{
    const QByteArray raw = token.toLatin1();
    if (raw.isEmpty() || raw.size() > kMaxTokenLength || raw.contains('\0')) {
        return invalid("empty or too long");
    }
    jwt_t *decoded = nullptr;
    // Never without a key: jwt_decode() would then accept any token without checking its signature.
    const int status = jwt_decode(&decoded, raw.constData(),
                                  reinterpret_cast<const unsigned char *>(secret.constData()),
                                  static_cast<int>(secret.size()));
    const JwtHandle jwt(decoded);
    if (status != 0 || !jwt) {
        return invalid("not signed by this service");
    }
    // jwt_decode() accepts every algorithm that its key fits.
    if (jwt_get_alg(jwt.get()) != JWT_ALG_HS256) {
        return invalid("another algorithm than HS256");
    }
    if (needsExtensions(raw)) {
        return invalid("it needs an extension");
    }
    const JwtString json(jwt_get_grants_json(jwt.get(), nullptr));
    const QJsonObject claims = QJsonDocument::fromJson(json ? json.get() : "").object();
    // jwt_decode() checks none of these.
    const auto issued = integer(claims, "iat");
    const auto expires = integer(claims, "exp");
    if (!issued || !expires || *expires <= *issued) {
        return invalid("iat or exp is missing or wrong");
    }
    if (*issued > now + kClockSlack || isTooEarly(claims, now)) {
        return invalid("not valid yet");
    }
    if (*expires <= now && expiry == Expiry::Counts) {
        return fail(ErrorCode::TokenExpired, u"the time of this token is over"_s);
    }
    return claims;
}

int64_t secondsNow(const Clock &clock)
{
    return clock.wallTime().toSecsSinceEpoch();
}

QJsonObject withTimes(QJsonObject claims, const Clock &clock, std::chrono::seconds lifetime)
{
    const qint64 now = secondsNow(clock);
    claims.insert(QLatin1String("iat"), now);
    claims.insert(QLatin1String("exp"), now + qint64{lifetime.count()});
    return claims;
}

} // namespace

TokenService::TokenService(QByteArray secret, const Clock &clock)
    : m_secret(std::move(secret)), m_clock(clock)
{
}

Result<std::unique_ptr<TokenService>> TokenService::create(const QString &secretFile,
                                                           const Clock &clock)
{
    if (!QFileInfo::exists(secretFile)) {
        if (const Status written = writePrivateFile(secretFile, randomSecret().toHex() + '\n');
            !written) {
            return fail(written.error());
        }
    }
    const auto content = readPrivateFile(secretFile);
    if (!content) {
        return fail(content.error());
    }
    const QByteArray secret = QByteArray::fromHex(content->trimmed());
    if (secret.size() < kSecretBytes || secret.toHex() != content->trimmed()) {
        return fail(ErrorCode::FileDamaged,
                    u"%1: not a secret of at least 32 bytes in hexadecimal; remove "
                    "it to have a new one made (links made so far end)"_s.arg(secretFile));
    }
    return std::unique_ptr<TokenService>(new TokenService(secret, clock));
}

Result<QString> TokenService::joinToken(const JoinClaims &claims,
                                        std::chrono::seconds lifetime) const
{
    const QJsonObject object{{u"purpose"_s, QLatin1String(kJoin)},
                             {u"room"_s, claims.room.value},
                             {u"role"_s, enumName(claims.role)}};
    return sign(m_secret, withTimes(object, m_clock, lifetime));
}

Result<JoinClaims> TokenService::readJoinToken(const QString &token, Expiry expiry) const
{
    const auto claims = verify(m_secret, token, secondsNow(m_clock), expiry);
    if (!claims) {
        return fail(claims.error());
    }
    const auto role = enumFromName<Role>(text(*claims, "role"));
    const RoomId room{text(*claims, "room")};
    if (text(*claims, "purpose") != QLatin1String(kJoin) || !role || room.isEmpty()) {
        return invalid("not a join token");
    }
    return JoinClaims{room, *role};
}

Result<QString> TokenService::uploadToken(const UploadClaims &claims) const
{
    const QJsonObject object{{u"purpose"_s, QLatin1String(kUpload)},
                             {u"room"_s, claims.room.value},
                             {u"recording"_s, claims.recording.value},
                             {u"epoch"_s, claims.epoch}};
    return sign(m_secret, withTimes(object, m_clock, kUploadLifetime));
}

Result<UploadClaims> TokenService::readUploadToken(const QString &token) const
{
    const auto claims = verify(m_secret, token, secondsNow(m_clock));
    if (!claims) {
        return fail(claims.error());
    }
    const UploadClaims upload{RoomId{text(*claims, "room")},
                              RecordingId{text(*claims, "recording")},
                              static_cast<int>(integer(*claims, "epoch").value_or(0))};
    const bool whole = integer(*claims, "epoch").value_or(-1) >= 0 &&
                       integer(*claims, "epoch") <= std::numeric_limits<int>::max();
    if (text(*claims, "purpose") != QLatin1String(kUpload) || upload.room.isEmpty() ||
        upload.recording.isEmpty() || !whole) {
        return invalid("not an upload token");
    }
    return upload;
}

Result<QString> TokenService::mediaTicket(const MediaClaims &claims,
                                          std::chrono::seconds lifetime) const
{
    const QJsonObject object{{u"purpose"_s, enumName(claims.purpose)},
                             {u"item"_s, claims.item.value},
                             {u"link"_s, claims.link}};
    return sign(m_secret, withTimes(object, m_clock, lifetime));
}

Result<MediaClaims> TokenService::readMediaTicket(const QString &ticket) const
{
    const auto claims = verify(m_secret, ticket, secondsNow(m_clock));
    if (!claims) {
        return fail(claims.error());
    }
    const auto purpose = enumFromName<msg::LinkPurpose>(text(*claims, "purpose"));
    const RecordingId item{text(*claims, "item")};
    if (!purpose || item.isEmpty()) {
        return invalid("not a ticket for a recording");
    }
    return MediaClaims{item, *purpose, text(*claims, "link")};
}

Result<QString> TokenService::pageToken(FormFactor formFactor) const
{
    const QJsonObject object{{u"purpose"_s, QLatin1String(kPage)},
                             {u"formFactor"_s, enumName(formFactor)}};
    return sign(m_secret, withTimes(object, m_clock, kPageLifetime));
}

Result<FormFactor> TokenService::readPageToken(const QString &token) const
{
    const auto claims = verify(m_secret, token, secondsNow(m_clock), Expiry::IsIgnored);
    if (!claims) {
        return fail(claims.error());
    }
    const auto formFactor = enumFromName<FormFactor>(text(*claims, "formFactor"));
    if (text(*claims, "purpose") != QLatin1String(kPage) || !formFactor) {
        return invalid("not a page's token");
    }
    return *formFactor;
}

} // namespace prosc
