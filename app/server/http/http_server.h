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
    /// A numeric address of this machine, or "localhost"; "0.0.0.0" or "::" for all.
    QString address = QStringLiteral("127.0.0.1");
    /// 0: any free port.
    int port = 0;
    /// With these the port speaks TLS 1.2 or newer; a plain request is sent to https.
    std::optional<TlsFiles> tls;
    /// The last X-Forwarded-For entry is taken for the peer's address.
    bool behindProxy = false;
    /// An Origin that is allowed beside the one named by the Host header; may be empty.
    QString publicUrl;

    int maxConnections = 512;
    /// Beyond, a new connection of that address is closed (behind a proxy: its WebSocket is
    /// refused).
    int maxConnectionsPerAddress = 256;
    int diskThreads = 3;

    /// From the connection (or the first byte of a later request) to the end of the header; also
    /// the TLS handshake.
    std::chrono::milliseconds headerTimeout{10'000};
    /// Between two requests on one connection.
    std::chrono::milliseconds idleTimeout{30'000};
    /// Without a byte of a body.
    std::chrono::milliseconds bodyTimeout{30'000};
    /// For one chunk (256 KiB at most) of an answer.
    std::chrono::milliseconds sendTimeout{60'000};
    std::chrono::milliseconds pingInterval{5'000};
    std::chrono::milliseconds silenceLimit{20'000};
    /// A WebSocket peer that does not answer a close is cut off after this.
    std::chrono::milliseconds closeTimeout{5'000};

    qsizetype maxMessageBytes = kMaxMessageBytes;
    qsizetype maxQueuedBytes = qsizetype{4} * 1024 * 1024;
};

/// HTTP/1.1 (RFC 9112) and WebSocket (RFC 6455, only GET /api/room with subprotocol proscenium.v1)
/// on one port.
///
/// Connections live on the thread that runs `io` (exactly one); HttpHandler and BodySink are called
/// on strands of a pool of threads that the server owns, one strand a connection; WebSocketHandler
/// is called on the I/O thread. Create, stop() and destroy the server on the I/O thread or while
/// `io` does not run; destroy it before `io`.
class HttpServer
{
public:
    /// Listens at once. PortInUse, PermissionDenied (port below 1024), ConfigInvalid (address,
    /// certificate).
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>>
    create(boost::asio::io_context &io, HttpServerOptions options,
           std::shared_ptr<HttpHandler> http, std::shared_ptr<WebSocketHandler> webSockets);
    /// stop(), then waits until what runs on the pool is done.
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    [[nodiscard]] int port() const;
    /// Open connections of both kinds.
    [[nodiscard]] int connectionCount() const;

    /// Runs `work` on the pool, after all earlier work given here (one strand). From any thread;
    /// false after stop().
    bool postToDisk(std::function<void()> work);

    /// Closes the port and all connections: WebSockets with 1001 where that can still be sent, each
    /// with closed() before this returns; bodies under way get finish(false). A second call does
    /// nothing.
    void stop();

private:
    class Private;
    explicit HttpServer(std::unique_ptr<Private> d);

    std::unique_ptr<Private> m_d;
};

} // namespace prosc
