#include "app/server/http/http_router.h"

namespace prosc {

namespace {

HttpDecision health(const HttpRequest &request)
{
    HttpResponse response;
    if (request.method != "GET" && request.method != "HEAD") {
        response = plainAnswer(405, "Only GET and HEAD are answered here.");
        response.headers.emplaceBack("Allow", "GET, HEAD");
        return {.response = std::move(response), .sink = nullptr, .maxBody = 0};
    }
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = R"({"status":"ok"})";
    return {.response = std::move(response), .sink = nullptr, .maxBody = 0};
}

} // namespace

HttpRouter::HttpRouter(Handlers handlers) : m_handlers(std::move(handlers)) {}

HttpDecision HttpRouter::decide(const HttpRequest &request)
{
    const QString &path = request.path;
    if (path == QLatin1String("/api/health")) {
        return health(request);
    }
    if (m_handlers.reports && path.startsWith(QLatin1String("/api/uploads/")) &&
        path.endsWith(QLatin1String("/report"))) {
        return m_handlers.reports->decide(request);
    }
    if (path == QLatin1String("/api/uploads") || path.startsWith(QLatin1String("/api/uploads/"))) {
        return m_handlers.uploads->decide(request);
    }
    if (path.startsWith(QLatin1String("/media/"))) {
        return m_handlers.media->decide(request);
    }
    if (path.startsWith(QLatin1String("/api/"))) {
        return {.response = plainAnswer(404, "There is nothing at this address."),
                .sink = nullptr,
                .maxBody = 0};
    }
    return m_handlers.pages->decide(request);
}

HttpResponse plainAnswer(int status, const QByteArray &sentence)
{
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                        {"Cache-Control", "no-store"}};
    response.body = sentence + '\n';
    return response;
}

} // namespace prosc
