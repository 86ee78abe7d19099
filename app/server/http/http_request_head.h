#pragma once

#include "app/server/http/http_connection_head.h"
#include "app/server/stream/beast.h"

#include <optional>

namespace prosc {

/// Reads a request as Beast does it (RFC 9112); what follows looks at its head.
using RequestParser = beast::http::request_parser<beast::http::buffer_body>;

/// Sets the limit of the head. There is none for the body: HttpConnection enforces it, because
/// Beast would close without an answer.
void limitHead(RequestParser &parser);

[[nodiscard]] QByteArray field(const RequestParser &parser, beast::http::field name);

/// The request that a whole head makes, without `remoteAddress`.
[[nodiscard]] HttpRequest requestOf(const RequestParser &parser, RequestTarget target);

/// The answer to a head that can be read, and cannot be served: its target is invalid (nullopt), or
/// it does not name one host. RFC 9112, section 3.2.
[[nodiscard]] std::optional<HttpResponse> refusalOf(const RequestParser &parser,
                                                    const std::optional<RequestTarget> &target);

/// The same for WebSockets where there are none, and requests where there are only WebSockets.
[[nodiscard]] std::optional<HttpResponse> upgradeRefusalOf(const RequestParser &parser,
                                                           const RequestTarget &target);

} // namespace prosc
