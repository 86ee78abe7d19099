#include "app/server/media_handler.h"

#include "app/base/logging.h"
#include "app/server/http_router.h"
#include "app/server/media_handler_range.h"

#include <QFileInfo>
#include <QUrl>

namespace prosc {

namespace {

constexpr QLatin1String kPrefix("/media/");

HttpResponse refuseTicket(const Error &error)
{
    return error.code == ErrorCode::TokenExpired
               ? plainAnswer(403, "This link has expired. Please open the recording again from "
                                  "Media and Files.")
               : plainAnswer(403, "This link is not valid. Please open the recording from Media "
                                  "and Files.");
}

QByteArray etagOf(const MediaItem &item, const QFileInfo &file)
{
    if (!item.sha256.isEmpty()) {
        return '"' + item.sha256.toLatin1() + '"';
    }
    return '"' + QByteArray::number(file.size(), 16) + '-' +
           QByteArray::number(file.lastModified().toMSecsSinceEpoch(), 16) + '"';
}

/// If-Range with a date never matches: we give strong entity tags only. Ranges are for GET alone.
ByteRange wantedRange(const HttpRequest &request, const QByteArray &etag, int64_t size)
{
    const QByteArray condition = request.header("if-range");
    const bool stale = !condition.isEmpty() && condition != etag;
    const bool ignored = stale || request.method != "GET";
    return parseRange(ignored ? QByteArray() : request.header("range"), size);
}

} // namespace

MediaHandler::MediaHandler(const LibraryStore &library, const TokenService &tokens)
    : m_library(library), m_tokens(tokens)
{
}

HttpDecision MediaHandler::decide(const HttpRequest &request)
{
    return {.response = answer(request), .sink = nullptr, .maxBody = 0};
}

HttpResponse MediaHandler::answer(const HttpRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        HttpResponse refused = plainAnswer(405, "Only GET and HEAD are answered here.");
        refused.headers.emplaceBack("Allow", "GET, HEAD");
        return refused;
    }
    const auto claims = m_tokens.readMediaTicket(request.queryValue(QStringLiteral("ticket")));
    if (!claims) {
        return refuseTicket(claims.error());
    }
    if (claims->item.value != request.path.mid(kPrefix.size())) {
        return refuseTicket({ErrorCode::TokenInvalid, {}});
    }
    const bool views = claims->purpose == msg::LinkPurpose::View;
    if (views && !request.queryValue(QStringLiteral("download")).isEmpty()) {
        return plainAnswer(403, "This link is for watching only.");
    }
    const auto key = m_library.linkKey(claims->item);
    if (key && *key != claims->link) {
        return plainAnswer(403, "This link was revoked. Please ask for a new one.");
    }
    const auto item = m_library.item(claims->item);
    const auto path = m_library.filePath(claims->item);
    if (!item || !path || !QFileInfo(*path).isFile()) {
        return plainAnswer(404, "This recording is not there, or not ready yet.");
    }
    const QFileInfo file(*path);
    const QByteArray etag = etagOf(*item, file);
    const ByteRange range = wantedRange(request, etag, file.size());
    HttpResponse response;
    response.headers = {{"Accept-Ranges", "bytes"},
                        {"ETag", etag},
                        {"Cache-Control", "private, no-cache"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        response.status = 416;
        response.headers.emplaceBack("Content-Range", "bytes */" + QByteArray::number(file.size()));
        return response;
    }
    response.headers.emplaceBack("Content-Type", "video/mp4");
    if (!views) {
        response.headers.emplaceBack("Content-Disposition", attachmentDisposition(item->name));
    }
    if (range.kind == ByteRange::Kind::Part) {
        response.status = 206;
        response.headers.emplaceBack(
            "Content-Range", "bytes " + QByteArray::number(qint64{range.offset}) + '-' +
                                 QByteArray::number(qint64{range.offset + range.length - 1}) + '/' +
                                 QByteArray::number(file.size()));
    }
    response.file = FileBody{*path, range.offset, range.length};
    return response;
}

Result<QString> MediaHandler::signedPath(const TokenService &tokens, const MediaClaims &claims)
{
    const auto ticket = tokens.mediaTicket(claims);
    if (!ticket) {
        return fail(ticket.error());
    }
    const QString download =
        claims.purpose == msg::LinkPurpose::Download ? QStringLiteral("&download=1") : QString();
    return kPrefix + claims.item.value + QStringLiteral("?ticket=") + *ticket + download;
}

} // namespace prosc
