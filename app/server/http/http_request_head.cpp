#include "app/server/http/http_request_head.h"

#include "app/server/http/http_router.h"

#include <algorithm>
#include <limits>

namespace prosc {

namespace http = beast::http;

namespace {

constexpr uint32_t kHeaderLimit = 16 * 1024;

QByteArray toBytes(beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void limitHead(RequestParser &parser)
{
    parser.header_limit(kHeaderLimit);
    parser.body_limit(std::numeric_limits<uint64_t>::max());
}

QByteArray field(const RequestParser &parser, http::field name)
{
    return toBytes(parser.get()[name]);
}

HttpRequest requestOf(const RequestParser &parser, RequestTarget target)
{
    const auto &head = parser.get();
    HttpRequest request;
    request.method = toBytes(head.method_string());
    request.path = std::move(target.path);
    request.query = std::move(target.query);
    for (const auto &one : head) {
        request.headers.emplaceBack(toBytes(one.name_string()).toLower(), toBytes(one.value()));
    }
    if (const auto length = parser.content_length()) {
        request.contentLength = static_cast<int64_t>(
            std::min<uint64_t>(*length, uint64_t{std::numeric_limits<int64_t>::max()}));
    }
    return request;
}

std::optional<HttpResponse> refusalOf(const RequestParser &parser,
                                      const std::optional<RequestTarget> &target)
{
    if (!target) {
        return plainAnswer(400, "The request's address is not valid.");
    }
    if (parser.get().count(http::field::host) != 1 && parser.get().version() >= 11) {
        return plainAnswer(400, "The request needs one Host header.");
    }
    return std::nullopt;
}

std::optional<HttpResponse> upgradeRefusalOf(const RequestParser &parser,
                                             const RequestTarget &target)
{
    const bool isRoom = target.path == QLatin1String("/api/room");
    const bool isUpgrade = beast::websocket::is_upgrade(parser.get());
    if (isUpgrade && !isRoom) {
        return plainAnswer(400, "WebSockets are answered at /api/room only.");
    }
    if (isRoom && !isUpgrade) {
        HttpResponse response = plainAnswer(426, "This address speaks WebSocket only.");
        response.headers.emplaceBack("Upgrade", "websocket");
        return response;
    }
    return std::nullopt;
}

} // namespace prosc
