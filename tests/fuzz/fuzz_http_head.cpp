// The head of a request, as a stranger sends it: what the connection, the router and the handlers
// read from it before they know who it is. The first byte says in which portions it arrives.

#include "app/server/http/http_request_head.h"
#include "app/server/http/tls_redirect.h"
#include "app/server/pages/browser_form_factor.h"
#include "app/server/playback/media_handler_range.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

using namespace prosc;
using namespace prosc::test;

namespace {

/// Reads portions as async_read_header() does: what is not used yet is offered again with more.
bool readHead(RequestParser &parser, const QByteArray &bytes, qsizetype portion)
{
    beast::flat_buffer buffer;
    for (qsizetype at = 0; at < bytes.size() && !parser.is_header_done(); at += portion) {
        const auto count = static_cast<size_t>(std::min(portion, bytes.size() - at));
        const auto space = buffer.prepare(count);
        std::copy_n(bytes.constData() + at, count, static_cast<char *>(space.data()));
        buffer.commit(count);
        error_code error;
        const auto used = parser.put(buffer.data(), error);
        buffer.consume(used);
        if (error && error != beast::http::error::need_more) {
            return false;
        }
    }
    return parser.is_header_done();
}

void isOneHead(const std::string &head)
{
    hold(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4,
         "nobody adds a field to an answer");
}

void look(const RequestParser &parser)
{
    const auto host = hostIn(field(parser, beast::http::field::host));
    const auto target = parser.get().target();
    auto parsed = parseTarget({target.data(), target.size()});
    static_cast<void>(isSameOrigin(field(parser, beast::http::field::origin),
                                   field(parser, beast::http::field::host), QString()));
    static_cast<void>(forwardedAddress(field(parser, beast::http::field::forwarded)));
    if (refusalOf(parser, parsed)) {
        return;
    }
    hold(parsed->path.startsWith(QLatin1Char('/')) && !parsed->path.contains(QChar(0)) &&
             !parsed->path.contains(QLatin1String("/../")) &&
             !parsed->path.endsWith(QLatin1String("/..")),
         "a path leads nowhere else");
    static_cast<void>(upgradeRefusalOf(parser, *parsed));
    if (host) {
        HttpResponse redirect;
        redirect.status = 308;
        const TlsPlace place{QString(), QStringLiteral("192.0.2.1"), 8443};
        redirect.headers.emplaceBack("Location", tlsAddress(place, *host, true, parsed->path));
        isOneHead(responseHead(redirect, 0, AfterResponse::Close));
    }
    const auto request = requestOf(parser, std::move(*parsed));
    hold(request.contentLength.value_or(0) >= 0, "a length is no debt");
    static_cast<void>(formFactorOfBrowser(request));
    const auto range = parseRange(request.header("range"), 1000);
    hold(range.offset >= 0 && range.length >= 0 && range.offset + range.length <= 1000,
         "a range is inside the file");
    HttpResponse attachment;
    attachment.headers.emplaceBack("Content-Disposition", attachmentDisposition(request.path));
    isOneHead(responseHead(attachment, 0, AfterResponse::Close));
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    RequestParser parser;
    limitHead(parser);
    if (readHead(parser, bytesOf(data + 1, size - 1), 1 + data[0])) {
        look(parser);
    }
    return 0;
}
