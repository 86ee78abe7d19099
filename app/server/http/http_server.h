#pragma once

#include "app/base/result.h"
#include "app/room/protocol/messages.h"
#include "app/server/http/http_types.h"
#include "app/server/security/tls_certificate.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace boost::asio {
class io_context;
} // namespace boost::asio

namespace prosc {

struct HttpServerOptions
{
    /// A numeric address of this machine, or "localhost"; "::" for all, "0.0.0.0" for all of IPv4.
    QString address = QStringLiteral("127.0.0.1");
    /// 0: any free port.
    int port = 0;
    /// Makes the port use TLS 1.2 or newer; a plain HTTP request is redirected to https.
    std::optional<TlsFiles> tls;
    /// Browsers are told to use only HTTPS with this host for a year. Not with a certificate that
    /// they warn about: they would then let nobody in.
    bool strictTransport = false;
    /// The last X-Forwarded-For entry counts as the peer's address.
    bool behindProxy = false;
    /// An allowed Origin besides the one named by the Host header; may be empty.
    QString publicUrl;

    /// When there are so many, the one that has been silent longest makes room; if none is silent,
    /// a new one is closed.
    int maxConnections = 2048;
    /// Above this limit, new connections from that address (IPv6: /64) are closed; so are those
    /// beyond kConnectionRate. (Behind a proxy: their WebSocket is refused.)
    int maxConnectionsPerAddress = 256;
    int diskThreads = 3;

    /// From the connection (or the first byte of a later request) to the end of the header;
    /// includes the TLS handshake.
    std::chrono::milliseconds headerTimeout{10'000};
    /// Between two requests on a connection.
    std::chrono::milliseconds idleTimeout{30'000};
    /// Longest gap without a byte of a body.
    std::chrono::milliseconds bodyTimeout{30'000};
    /// For one chunk (256 KiB at most) of a response.
    std::chrono::milliseconds sendTimeout{60'000};
    std::chrono::milliseconds pingInterval{5'000};
    std::chrono::milliseconds silenceLimit{20'000};
    /// A WebSocket peer that does not answer a close frame is disconnected after this time.
    std::chrono::milliseconds closeTimeout{5'000};

    qsizetype maxMessageBytes = kMaxMessageBytes;
    qsizetype maxQueuedBytes = qsizetype{4} * 1024 * 1024;
};

/// HTTP/1.1 (RFC 9112) and WebSocket (RFC 6455, only GET /api/room with subprotocol proscenium.v2)
/// on one port.
///
/// Connections live on the thread that runs `io` (exactly one); HttpHandler and BodySink are called
/// on strands of the server's own thread pool, one strand per connection; WebSocketHandler is
/// called on the I/O thread. Create, stop() and destroy the server on the I/O thread or while `io`
/// does not run; destroy it before `io`.
class HttpServer
{
public:
    /// Starts listening. PortInUse, PermissionDenied (port below 1024), ConfigInvalid (address,
    /// certificate).
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>>
    create(boost::asio::io_context &io, HttpServerOptions options,
           std::shared_ptr<HttpHandler> http, std::shared_ptr<WebSocketHandler> webSockets);
    /// stop(), then waits until all work on the pool is done.
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    [[nodiscard]] int port() const;
    /// Open connections of both kinds.
    [[nodiscard]] int connectionCount() const;

    /// Runs `work` on the pool, after all work posted to the same lane before. Lanes do not wait
    /// for each other; a lane is kept for good, so let their number be bounded. From any thread;
    /// false after stop().
    bool postToDisk(const QString &lane, std::function<void()> work);

    /// Closes the port and all connections: WebSockets with 1001 where that can still be sent, each
    /// with closed() before this returns; incomplete bodies receive finish(false). Idempotent.
    void stop();

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> d);

    std::unique_ptr<Private> m_d;
};

} // namespace prosc
