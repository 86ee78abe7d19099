#include "app/server/playback/media_handler.h"

#include "app/base/logging.h"
#include "app/base/time_text.h"
#include "app/server/http/http_router.h"
#include "app/server/index/recording_file.h"
#include "app/server/library/recording_preview_file.h"
#include "app/server/library/recording_report_file.h"
#include "app/server/playback/media_handler_range.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

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

/// If-Range with a date never matches: we issue strong entity tags only. Ranges apply to GET only.
ByteRange wantedRange(const HttpRequest &request, const QByteArray &etag, int64_t size)
{
    const QByteArray condition = request.header("if-range");
    const bool stale = !condition.isEmpty() && condition != etag;
    const bool ignored = stale || request.method != "GET";
    return parseRange(ignored ? QByteArray() : request.header("range"), size);
}

HttpResponse fileAnswer(const HttpRequest &request, const MediaItem &item, const QString &path,
                        msg::LinkPurpose purpose)
{
    const QFileInfo file(path);
    const QByteArray etag = etagOf(item, file);
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
    if (purpose == msg::LinkPurpose::Download) {
        response.headers.emplaceBack("Content-Disposition", attachmentDisposition(item.name));
    }
    if (range.kind == ByteRange::Kind::Part) {
        response.status = 206;
        response.headers.emplaceBack(
            "Content-Range", "bytes " + QByteArray::number(qint64{range.offset}) + '-' +
                                 QByteArray::number(qint64{range.offset + range.length - 1}) + '/' +
                                 QByteArray::number(file.size()));
    }
    response.file = FileBody{path, range.offset, range.length};
    return response;
}

/// Requested each time the page is opened: small, and never cached.
HttpResponse infoAnswer(const MediaItem &item, const QString &path, msg::LinkPurpose purpose)
{
    const auto made = readPreview(QFileInfo(path).path());
    const bool fits = made.value(QLatin1String("sha256")).toString() == item.sha256;
    const QJsonObject info{{u"item"_s, item.item.value},
                           {u"name"_s, item.name},
                           {u"created"_s, isoWithOffset(item.created)},
                           {u"duration"_s, qint64{item.duration}},
                           {u"bytes"_s, QFileInfo(path).size()},
                           {u"download"_s, purpose == msg::LinkPurpose::Download},
                           {u"interrupted"_s, item.state == MediaItemState::Interrupted},
                           {u"preview"_s, fits ? QJsonValue(made) : QJsonValue()}};
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"},
                        {"Cache-Control", "no-store"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    response.body = QJsonDocument(info).toJson(QJsonDocument::Compact);
    return response;
}

HttpResponse pictureAnswer(const HttpRequest &request, const QString &path, const QString &name)
{
    const auto picture = recordingFileIn(QFileInfo(path).path(), name);
    const QFileInfo file(picture.value_or(QString()));
    if ((name != kPosterFile && name != kStripFile) || !file.isFile()) {
        return plainAnswer(404, "There is nothing at this address.");
    }
    const QByteArray etag = etagOf(MediaItem(), file);
    HttpResponse response;
    response.headers = {{"ETag", etag},
                        {"Cache-Control", "private, no-cache"},
                        {"Cross-Origin-Resource-Policy", "same-origin"}};
    if (request.header("if-none-match") == etag) {
        response.status = 304;
        return response;
    }
    response.headers.emplaceBack("Content-Type", "image/jpeg");
    response.file = FileBody{file.filePath(), 0, file.size()};
    return response;
}

} // namespace

MediaHandler::MediaHandler(const LibraryPorts &library, const TokenService &tokens)
    : m_library(library), m_tokens(tokens)
{
}

HttpDecision MediaHandler::decide(const HttpRequest &request)
{
    return {.response = answer(request), .sink = nullptr, .maxBody = 0};
}

std::optional<HttpResponse> MediaHandler::refusal(const HttpRequest &request,
                                                  const RecordingId &item,
                                                  msg::LinkPurpose &purpose) const
{
    const auto claims = m_tokens.readMediaTicket(request.queryValue(u"ticket"_s));
    if (!claims) {
        return refuseTicket(claims.error());
    }
    if (claims->item != item) {
        return refuseTicket({ErrorCode::TokenInvalid, {}});
    }
    purpose = claims->purpose;
    if (purpose == msg::LinkPurpose::View && !request.queryValue(u"download"_s).isEmpty()) {
        return plainAnswer(403, "This link is for watching only.");
    }
    const auto key = m_library.changes.linkKey(item);
    if (key && *key != claims->link) {
        return plainAnswer(403, "This link was revoked. Please ask for a new one.");
    }
    return std::nullopt;
}

HttpResponse MediaHandler::answer(const HttpRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        HttpResponse refused = plainAnswer(405, "Only GET and HEAD are answered here.");
        refused.headers.emplaceBack("Allow", "GET, HEAD");
        return refused;
    }
    const QString rest = request.path.mid(kPrefix.size());
    const QString part = rest.section(QLatin1Char('/'), 1);
    const RecordingId id{rest.section(QLatin1Char('/'), 0, 0)};
    auto purpose = msg::LinkPurpose::View;
    if (auto refused = refusal(request, id, purpose)) {
        return std::move(*refused);
    }
    const bool wantsReport = part == kReportFile;
    if (wantsReport != (purpose == msg::LinkPurpose::Report)) {
        return plainAnswer(403, "This link is for something else of the recording.");
    }
    if (wantsReport) {
        return reportAnswer(id);
    }
    const auto item = m_library.recordings.item(id);
    const auto path = m_library.recordings.filePath(id);
    if (!item || !path || !QFileInfo(*path).isFile() || (part.isEmpty() && rest != id.value)) {
        return plainAnswer(404, "This recording is not there, or not ready yet.");
    }
    if (part == QLatin1String("info.json")) {
        return infoAnswer(*item, *path, purpose);
    }
    if (!part.isEmpty()) {
        return pictureAnswer(request, *path, part);
    }
    return fileAnswer(request, *item, *path, purpose);
}

/// Unpublished recordings have a report too; those in the bin have none, and no file.
HttpResponse MediaHandler::reportAnswer(const RecordingId &id) const
{
    const auto item = m_library.recordings.item(id);
    const auto report = m_library.history.report(id);
    if (!item || !report || item->state == MediaItemState::Deleted) {
        return plainAnswer(404, "There is no report of this recording.");
    }
    const QString name = item->name + u".report.json"_s;
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"},
                        {"Cache-Control", "no-store"},
                        {"Cross-Origin-Resource-Policy", "same-origin"},
                        {"Content-Disposition", attachmentDisposition(name)}};
    response.body = *report;
    return response;
}

QString MediaHandler::filePath(const QString &ticket, const MediaClaims &claims)
{
    if (claims.purpose == msg::LinkPurpose::Report) {
        return kPrefix + claims.item.value + QLatin1Char('/') + kReportFile + u"?ticket="_s +
               ticket;
    }
    const QString download =
        claims.purpose == msg::LinkPurpose::Download ? u"&download=1"_s : QString();
    return kPrefix + claims.item.value + u"?ticket="_s + ticket + download;
}

QString MediaHandler::pagePath(const QString &ticket, const MediaClaims &claims)
{
    return u"/watch/"_s + claims.item.value + u"#t="_s + ticket;
}

} // namespace prosc
