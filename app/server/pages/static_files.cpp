#include "app/server/pages/static_files.h"

#include "app/base/logging.h"
#include "app/server/http/http_router.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::array kTypes = {
    std::pair{"html", "text/html; charset=utf-8"},
    std::pair{"js", "text/javascript; charset=utf-8"},
    std::pair{"mjs", "text/javascript; charset=utf-8"},
    std::pair{"css", "text/css; charset=utf-8"},
    std::pair{"json", "application/json"},
    std::pair{"webmanifest", "application/manifest+json"},
    std::pair{"svg", "image/svg+xml"},
    std::pair{"png", "image/png"},
    std::pair{"jpg", "image/jpeg"},
    std::pair{"webp", "image/webp"},
    std::pair{"ico", "image/x-icon"},
    std::pair{"woff2", "font/woff2"},
    std::pair{"txt", "text/plain; charset=utf-8"},
    std::pair{"wav", "audio/wav"},
    std::pair{"ogg", "audio/ogg"},
};

/// Everything from this origin; blob: for previews and workers, wss: for older browsers whose
/// 'self' does not include it.
constexpr auto kContentPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob: mediastream:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
constexpr auto kPermissionsPolicy =
    "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), "
    "geolocation=()";

/// In index.html, before the page's token.
constexpr QByteArrayView kTokenTag = "<meta name=\"page-token\" content=\"";

constexpr auto kNotFoundPage =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found</title>"
    "<p>There is nothing at this address. Please check the link you were given.</p></html>\n";

QByteArray typeOf(const QString &file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    for (const auto &[known, type] : kTypes) {
        if (suffix == QLatin1String(known)) {
            return type;
        }
    }
    return "application/octet-stream";
}

void addPageHeaders(HttpResponse &response)
{
    response.headers.emplaceBack("Content-Security-Policy", kContentPolicy);
    response.headers.emplaceBack("Permissions-Policy", kPermissionsPolicy);
    response.headers.emplaceBack("X-Frame-Options", "DENY");
    response.headers.emplaceBack("Cross-Origin-Opener-Policy", "same-origin");
}

HttpResponse notFoundPage()
{
    HttpResponse response;
    response.status = 404;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Cache-Control", "no-store"}};
    response.body = kNotFoundPage;
    addPageHeaders(response);
    return response;
}

bool namesTag(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    for (const QByteArray &one : ifNoneMatch.split(',')) {
        const QByteArray tag = one.trimmed();
        if (tag == "*" || tag == etag || tag == "W/" + etag) {
            return true;
        }
    }
    return false;
}

} // namespace

StaticFiles::StaticFiles(PageToken pageToken, const QString &root)
    : m_pageToken(std::move(pageToken))
{
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile source(files.next());
        if (!source.open(QIODevice::ReadOnly)) {
            qCWarning(logServer, "a file of the web page cannot be read");
            continue;
        }
        File file;
        file.content = source.readAll();
        file.type = typeOf(source.fileName());
        const auto tag = file.content.indexOf(kTokenTag);
        file.tokenAt = tag < 0 ? -1 : tag + kTokenTag.size();
        file.etag =
            '"' +
            QCryptographicHash::hash(file.content, QCryptographicHash::Sha256).toHex().left(32) +
            '"';
        m_files.insert(source.fileName().mid(root.size() + 1), file);
    }
}

const StaticFiles::File *StaticFiles::find(const QString &path) const
{
    QString name;
    if (path == QLatin1String("/") || path.startsWith(QLatin1String("/join/"))) {
        name = u"index.html"_s;
    } else if (path.startsWith(QLatin1String("/watch/"))) {
        name = u"watch.html"_s;
    } else if (path.startsWith(QLatin1String("/web/"))) {
        name = path.mid(5);
    }
    const auto found = m_files.constFind(name);
    return found == m_files.constEnd() ? nullptr : &*found;
}

void StaticFiles::answerWithToken(const HttpRequest &request, const File &file,
                                  HttpResponse &response) const
{
    // The token is about the browser that asked: no cache may hand it to another.
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.headers.emplaceBack("Content-Type", file.type);
    response.body = file.content;
    response.body.insert(file.tokenAt, m_pageToken(request));
}

HttpDecision StaticFiles::decide(const HttpRequest &request)
{
    HttpDecision decision;
    HttpResponse &response = decision.response;
    const File *file = find(request.path);
    if (file == nullptr) {
        response = notFoundPage();
        return decision;
    }
    if (request.method != "GET" && request.method != "HEAD") {
        response = plainAnswer(405, "Only GET and HEAD are answered here.");
        response.headers.emplaceBack("Allow", "GET, HEAD");
        return decision;
    }
    addPageHeaders(response);
    if (file->tokenAt >= 0) {
        answerWithToken(request, *file, response);
        return decision;
    }
    response.headers.emplaceBack("Cache-Control", "no-cache");
    response.headers.emplaceBack("ETag", file->etag);
    if (namesTag(request.header("if-none-match"), file->etag)) {
        response.status = 304;
        return decision;
    }
    response.headers.emplaceBack("Content-Type", file->type);
    response.body = file->content;
    return decision;
}

} // namespace prosc
