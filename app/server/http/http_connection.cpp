#include "app/server/http/http_connection.h"

#include "app/room/protocol/messages.h"
#include "app/server/http/http_connection_disk.h"
#include "app/server/http/http_router.h"
#include "app/server/http/websocket_session.h"
#include "app/server/security/tls_pem.h"

namespace prosc {

namespace http = beast::http;

namespace {

constexpr size_t kBufferLimit = size_t{128} * 1024;
constexpr char kTlsHandshakeRecord = 0x16;

std::string_view toView(beast::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace

HttpConnection::HttpConnection(std::shared_ptr<HttpServerContext> context,
                               asio::ip::tcp::socket &&socket,
                               std::unique_ptr<HttpServerContext::AddressLease> lease)
    : m_context(std::move(context)), m_lease(std::move(lease)), m_stream(std::move(socket)),
      m_strand(asio::make_strand(m_context->disk.get_executor())), m_buffer(kBufferLimit)
{
    m_context->connections.insert(this);
    error_code ignored; // a disconnected peer has no address, and its first read fails
    const auto peer = m_stream.socket().remote_endpoint(ignored);
    m_remoteAddress = QString::fromStdString(peer.address().to_string());
}

HttpConnection::~HttpConnection()
{
    m_context->connections.erase(this);
}

void HttpConnection::start()
{
    if (m_context->tls) {
        detectTls();
    } else {
        awaitRequest();
    }
}

void HttpConnection::shutDown()
{
    cutBody();
    m_stream.close();
}

void HttpConnection::detectTls()
{
    m_stream.expiresAfter(m_context->options.headerTimeout);
    m_stream.async_read_some(
        m_buffer.prepare(512), [this, self = shared_from_this()](error_code error, size_t bytes) {
            if (error || bytes == 0) {
                return;
            }
            m_buffer.commit(bytes);
            if (*static_cast<const char *>(m_buffer.data().data()) == kTlsHandshakeRecord) {
                handshake();
            } else {
                m_redirect = true;
                awaitRequest();
            }
        });
}

void HttpConnection::handshake()
{
    m_stream.startTls(*m_context->tls, m_buffer.data());
    m_buffer.clear();
    m_stream.async_handshake([this, self = shared_from_this()](error_code error) {
        if (!error) {
            awaitRequest();
        }
    });
}

void HttpConnection::awaitRequest()
{
    m_awaitsRequest = true;
    m_parser.emplace();
    limitHead(*m_parser);
    if (m_requests++ == 0 || m_buffer.size() > 0) {
        readHeader();
        return;
    }
    m_stream.expiresAfter(m_context->options.idleTimeout);
    m_stream.async_read_some(m_buffer.prepare(4096),
                             [this, self = shared_from_this()](error_code error, size_t bytes) {
                                 m_buffer.commit(bytes);
                                 if (!error) {
                                     readHeader();
                                 }
                             });
}

void HttpConnection::readHeader()
{
    m_stream.expiresAfter(m_context->options.headerTimeout);
    http::async_read_header(
        m_stream, m_buffer, *m_parser,
        [this, self = shared_from_this()](error_code error, size_t) { onHeader(error); });
}

void HttpConnection::onHeader(error_code error)
{
    m_awaitsRequest = false;
    m_isHead = m_parser->is_header_done() && m_parser->get().method() == http::verb::head;
    if (error) {
        refuseHeader(error);
        return;
    }
    auto target = parseTarget(toView(m_parser->get().target()));
    if (auto refused = refusal(target)) {
        refuseBody(std::move(*refused));
    } else if (beast::websocket::is_upgrade(m_parser->get())) {
        upgrade();
    } else {
        auto request = requestOf(*m_parser, std::move(*target));
        request.remoteAddress = peerAddress();
        decide(std::move(request));
    }
}

void HttpConnection::refuseHeader(error_code error)
{
    if (error == http::error::header_limit) {
        refuseBody(plainAnswer(431, "The request's header is larger than 16 KiB."));
    } else if (error.category() == make_error_code(http::error::bad_method).category() &&
               error != http::error::end_of_stream && error != http::error::partial_message) {
        refuseBody(plainAnswer(400, "This is not a valid HTTP request."));
    }
}

std::optional<HttpResponse> HttpConnection::refusal(const std::optional<RequestTarget> &target)
{
    if (auto refused = refusalOf(*m_parser, target)) {
        return refused;
    }
    return m_redirect ? redirectToTls(target->path) : upgradeRefusalOf(*m_parser, *target);
}

/// Only to a host that is ours: whoever can make a browser send another Host, or a cache keep the
/// answer, would otherwise choose where it leads.
HttpResponse HttpConnection::redirectToTls(const QString &path)
{
    const auto host = hostIn(field(*m_parser, http::field::host));
    X509 *certificate = SSL_CTX_get0_certificate(m_context->tls->native_handle());
    const QByteArray address =
        host ? tlsAddress(tlsPlace(), *host, namesHost(certificate, *host), path) : QByteArray();
    if (address.isEmpty()) {
        return plainAnswer(400, "This address speaks HTTPS only: type https:// in front.");
    }
    HttpResponse response = plainAnswer(308, "This address speaks HTTPS: type https:// in front.");
    response.headers.emplaceBack("Location", address);
    return response;
}

TlsPlace HttpConnection::tlsPlace()
{
    error_code ignored; // a disconnected peer gets no answer either
    const auto local = m_stream.socket().local_endpoint(ignored);
    const auto address = local.address();
    const bool isMapped = address.is_v6() && address.to_v6().is_v4_mapped();
    const auto name =
        isMapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
                 : address.to_string();
    return {m_context->options.publicUrl, QString::fromStdString(name), local.port()};
}

QString HttpConnection::peerAddress() const
{
    constexpr const char *kForwarded = "x-forwarded-for";
    const auto &head = m_parser->get();
    if (m_context->options.behindProxy && head.count(kForwarded) > 0) {
        const auto forwarded = head[kForwarded];
        return forwardedAddress(
            QByteArray(forwarded.data(), static_cast<qsizetype>(forwarded.size())));
    }
    return m_remoteAddress;
}

void HttpConnection::upgrade()
{
    const QByteArray origin = field(*m_parser, http::field::origin);
    if (!origin.isEmpty() &&
        !isSameOrigin(origin, field(*m_parser, http::field::host), m_context->options.publicUrl)) {
        refuseBody(plainAnswer(403, "Pages of other sites may not use this room."));
        return;
    }
    http::token_list offered(m_parser->get()[http::field::sec_websocket_protocol]);
    if (!offered.exists(kSubprotocol) && !offered.exists(kOldSubprotocol)) {
        refuseBody(plainAnswer(400, "The WebSocket subprotocol proscenium.v2 is needed."));
        return;
    }
    if (m_context->options.behindProxy) {
        error_code ignored; // then it counts as the unspecified address
        const auto group =
            addressGroup(asio::ip::make_address(peerAddress().toStdString(), ignored));
        m_lease = m_context->lease(group);
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        if (!m_lease || !m_context->newConnections.take(group, now)) {
            refuseBody(plainAnswer(429, "There are too many connections from this address."));
            return;
        }
    }
    m_stream.expiresNever();
    auto session = std::make_shared<WebSocketSession>(m_context, std::move(m_stream),
                                                      std::move(m_lease), peerAddress());
    session->start(WebSocketSession::Request(m_parser->release().base()));
}

void HttpConnection::decide(HttpRequest request)
{
    onDisk([handler = m_context->http,
            request = std::move(request)] { return handler->decide(request); },
           [this](HttpDecision decision) { onDecision(std::move(decision)); });
}

} // namespace prosc
