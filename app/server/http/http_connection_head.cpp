#include "app/server/http/http_connection_head.h"

#include "app/server/stream/beast.h"

#include <boost/beast/http/status.hpp>

#include <QDateTime>
#include <QLocale>
#include <QStringDecoder>
#include <QTimeZone>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

std::optional<int> hexValue(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

enum class Plus { IsPlus, IsSpace };

std::optional<QString> percentDecode(std::string_view text, Plus plus)
{
    QByteArray bytes;
    for (size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const auto high = i + 2 < text.size() ? hexValue(text[i + 1]) : std::nullopt;
            const auto low = i + 2 < text.size() ? hexValue(text[i + 2]) : std::nullopt;
            if (!high || !low) {
                return std::nullopt;
            }
            c = static_cast<char>(*high * 16 + *low);
            i += 2;
        } else if (c == '+' && plus == Plus::IsSpace) {
            c = ' ';
        }
        if (c >= 0 && c < 0x20) {
            return std::nullopt;
        }
        bytes.append(c);
    }
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString decoded = decode(bytes);
    if (decode.hasError()) {
        return std::nullopt;
    }
    return decoded;
}

bool isPlainPath(const QString &path)
{
    const QStringList segments = path.split(QLatin1Char('/'));
    return std::none_of(segments.begin(), segments.end(), [](const QString &segment) {
        return segment == QLatin1String("..") || segment == QLatin1String(".") ||
               segment.contains(QLatin1Char('\\'));
    });
}

bool parseQuery(std::string_view query, RequestTarget &target)
{
    while (!query.empty()) {
        const size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) {
            continue;
        }
        const size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percentDecode(pair.substr(0, equals), Plus::IsSpace);
        const auto value =
            percentDecode(pair.substr(std::min(equals + 1, pair.size())), Plus::IsSpace);
        if (!name || !value) {
            return false;
        }
        target.query.emplaceBack(*name, *value);
    }
    return true;
}

QByteArray httpDate()
{
    return QLocale::c()
        .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
        .toLatin1();
}

/// A value may contain a file name, in which a line break would inject further header fields.
void appendField(std::string &head, const QByteArray &name, const QByteArray &value)
{
    head.append(name.constData(), static_cast<size_t>(name.size()));
    head.append(": ");
    for (const char c : value) {
        head.push_back(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
    }
    head.append("\r\n");
}

ErrorCode codeOf(int status)
{
    switch (status) {
    case 401:
        return ErrorCode::TokenInvalid;
    case 403:
    case 405:
        return ErrorCode::NotAllowed;
    case 404:
        return ErrorCode::NotFound;
    case 412:
    case 426:
        return ErrorCode::UnsupportedVersion;
    case 413:
    case 431:
        return ErrorCode::TooLarge;
    case 423:
    case 429:
        return ErrorCode::TooMany;
    case 507:
        return ErrorCode::DiskFull;
    default:
        return status >= 500 ? ErrorCode::Internal : ErrorCode::InvalidArgument;
    }
}

bool isOurs(const QByteArray &lowerCaseName)
{
    return lowerCaseName == "content-length" || lowerCaseName == "connection" ||
           lowerCaseName == "transfer-encoding" || lowerCaseName == "date";
}

} // namespace

std::optional<RequestTarget> parseTarget(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.substr(0, scheme.size()) == scheme) {
            const size_t slash = target.find('/', scheme.size());
            target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
        }
    }
    if (target.empty() || target.front() != '/') {
        return std::nullopt;
    }
    const size_t question = std::min(target.find('?'), target.size());
    const auto path = percentDecode(target.substr(0, question), Plus::IsPlus);
    RequestTarget parsed;
    if (!path || !isPlainPath(*path) ||
        !parseQuery(target.substr(std::min(question + 1, target.size())), parsed)) {
        return std::nullopt;
    }
    parsed.path = *path;
    return parsed;
}

bool isSameOrigin(const QByteArray &origin, const QByteArray &host, const QString &publicUrl)
{
    const QUrl from(QString::fromUtf8(origin), QUrl::StrictMode);
    if (!from.isValid() || from.host().isEmpty()) {
        return false;
    }
    const auto defaultPort = [](const QString &scheme) {
        return scheme == QLatin1String("https") ? 443 : 80;
    };
    const auto same = [&](const QUrl &to, int portIfNone) {
        return from.host() == to.host() &&
               from.port(defaultPort(from.scheme())) == to.port(portIfNone);
    };
    const QUrl named(u"http://"_s + QString::fromUtf8(host), QUrl::StrictMode);
    if (named.isValid() && !named.host().isEmpty() && same(named, defaultPort(from.scheme()))) {
        return true;
    }
    const QUrl configured(publicUrl, QUrl::StrictMode);
    return configured.isValid() && !configured.host().isEmpty() &&
           same(configured, defaultPort(configured.scheme()));
}

QString forwardedAddress(const QByteArray &header)
{
    const qsizetype comma = header.lastIndexOf(',');
    return QString::fromLatin1(header.mid(comma + 1).trimmed());
}

void nameError(HttpResponse &response)
{
    static const QByteArray kName("Proscenium-Error");
    const auto isName = [](const auto &field) { return field.first == kName; };
    if (response.status >= 400 && std::ranges::none_of(response.headers, isName)) {
        response.headers.emplaceBack(kName, errorCodeName(codeOf(response.status)).toLatin1());
    }
}

std::string responseHead(const HttpResponse &response, int64_t contentLength, AfterResponse after)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    const auto reason = beast::http::obsolete_reason(
        beast::http::int_to_status(static_cast<unsigned>(response.status)));
    head.append(reason.data(), reason.size());
    head += "\r\n";
    for (const auto &[name, value] : response.headers) {
        if (!isOurs(name.toLower())) {
            appendField(head, name, value);
        }
    }
    appendField(head, "Date", httpDate());
    appendField(head, "X-Content-Type-Options", "nosniff");
    appendField(head, "Referrer-Policy", "no-referrer");
    if (statusHasBody(response.status)) {
        appendField(head, "Content-Length", QByteArray::number(qint64{contentLength}));
    }
    if (after == AfterResponse::Close) {
        appendField(head, "Connection", "close");
    }
    return head + "\r\n";
}

bool statusHasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

} // namespace prosc
