#include "app/server/http/http_server.h"

#include "app/base/logging.h"
#include "app/server/http/http_connection.h"
#include "app/server/http/http_server_context.h"

#include <boost/asio/ip/v6_only.hpp>
#include <openssl/ssl.h>

#include <mutex>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::milliseconds kAcceptRetry{100};

QString endpointName(const HttpServerOptions &options)
{
    return u"%1 port %2"_s.arg(options.address).arg(options.port);
}

ErrorCode codeOf(const error_code &error)
{
    if (error == asio::error::address_in_use) {
        return ErrorCode::PortInUse;
    }
    return error == asio::error::access_denied ? ErrorCode::PermissionDenied
                                               : ErrorCode::ConfigInvalid;
}

Status loadTls(std::optional<asio::ssl::context> &tls, const TlsFiles &files)
{
    tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX *context = tls->native_handle();
    error_code error;
    if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
        return fail(ErrorCode::Internal, u"OpenSSL refuses TLS 1.2"_s);
    }
    // TLS 1.3 has no others. Without forward secrecy a stolen key reads what was recorded before,
    // and CBC has been broken again and again.
    if (SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) {
        return fail(ErrorCode::Internal, u"OpenSSL refuses its ciphers"_s);
    }
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // Most connections are silent most of the time: 34 KB less for each. The others are for
    // TlsSession, whose bytes may lie elsewhere when it tries again.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    tls->use_certificate_chain_file(files.certificate.toStdString(), error);
    if (error) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: %2"_s.arg(files.certificate, QString::fromStdString(error.message())));
    }
    tls->use_private_key_file(files.key.toStdString(), asio::ssl::context::pem, error);
    if (error) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: %2"_s.arg(files.key, QString::fromStdString(error.message())));
    }
    return {};
}

error_code listen(asio::ip::tcp::acceptor &acceptor, const asio::ip::tcp::endpoint &endpoint)
{
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    }
    if (!error && endpoint.address().is_v6()) {
        acceptor.set_option(asio::ip::v6_only(false), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    return error;
}

} // namespace

/// Shared, because it outlives the server while an accept is pending.
class Acceptor : public std::enable_shared_from_this<Acceptor>
{
public:
    Acceptor(asio::io_context &io, std::shared_ptr<HttpServerContext> context)
        : m_acceptor(io), m_retry(io), m_context(std::move(context))
    {
    }

    [[nodiscard]] Status open()
    {
        const HttpServerOptions &options = m_context->options;
        const bool isLocal = options.address == QLatin1String("localhost");
        error_code error;
        const auto address = asio::ip::make_address(
            isLocal ? std::string("127.0.0.1") : options.address.toStdString(), error);
        if (error || options.port < 0 || options.port > 65535) {
            return fail(ErrorCode::ConfigInvalid,
                        u"%1: not a numeric address and port"_s.arg(endpointName(options)));
        }
        const auto port = static_cast<unsigned short>(options.port);
        error = listen(m_acceptor, {address, port});
        if (error == asio::error::address_family_not_supported && address.is_unspecified()) {
            // A computer without IPv6.
            error = listen(m_acceptor, {asio::ip::address_v4::any(), port});
        }
        if (error) {
            return fail(codeOf(error), u"%1: %2"_s.arg(endpointName(options),
                                                       QString::fromStdString(error.message())));
        }
        return {};
    }

    [[nodiscard]] int port() const
    {
        error_code closed; // if closed, the port is 0
        return m_acceptor.local_endpoint(closed).port();
    }

    void accept()
    {
        m_acceptor.async_accept(
            [this, self = shared_from_this()](error_code error, asio::ip::tcp::socket socket) {
                if (!m_acceptor.is_open()) {
                    return;
                }
                if (!error) {
                    take(std::move(socket));
                    accept();
                } else if (error == asio::error::connection_aborted) {
                    accept();
                } else {
                    retryLater();
                }
            });
    }

    void close()
    {
        error_code ignored; // closed either way
        m_acceptor.close(ignored);
        m_retry.cancel();
    }

private:
    void take(asio::ip::tcp::socket socket)
    {
        const HttpServerOptions &options = m_context->options;
        error_code error;
        const auto peer = socket.remote_endpoint(error);
        const auto group = addressGroup(peer.address());
        std::unique_ptr<HttpServerContext::AddressLease> lease;
        if (!options.behindProxy) {
            lease = m_context->lease(group);
        }
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        const bool mayEnter =
            options.behindProxy || (lease && m_context->newConnections.take(group, now));
        if (error || !mayEnter) {
            return;
        }
        const bool isFull =
            m_context->connections.size() >= static_cast<size_t>(options.maxConnections);
        if (isFull && !m_context->evictSilent()) {
            return;
        }
        socket.set_option(asio::ip::tcp::no_delay(true), error); // only slower without it
        std::make_shared<HttpConnection>(m_context, std::move(socket), std::move(lease))->start();
    }

    /// Most likely out of descriptors: an immediate retry would spin.
    void retryLater()
    {
        m_retry.expires_after(kAcceptRetry);
        m_retry.async_wait([this, self = shared_from_this()](error_code error) {
            if (!error && m_acceptor.is_open()) {
                accept();
            }
        });
    }

    asio::ip::tcp::acceptor m_acceptor;
    asio::steady_timer m_retry;
    std::shared_ptr<HttpServerContext> m_context;
};

class HttpServer::Private
{
public:
    Private(std::shared_ptr<HttpServerContext> sharedContext, std::shared_ptr<Acceptor> ours)
        : context(std::move(sharedContext)), acceptor(std::move(ours)), port(acceptor->port())
    {
    }

    using Strand = asio::strand<asio::thread_pool::executor_type>;

    /// Call with the mutex locked.
    [[nodiscard]] Strand &laneCalled(const QString &name)
    {
        const auto found = lanes.find(name);
        return found != lanes.end()
                   ? found->second
                   : lanes.emplace(name, asio::make_strand(context->disk.get_executor()))
                         .first->second;
    }

    std::shared_ptr<HttpServerContext> context;
    std::shared_ptr<Acceptor> acceptor;
    int port = 0;
    std::map<QString, Strand> lanes;
    std::mutex mutex;
    bool takesTasks = true;
};

Result<std::unique_ptr<HttpServer>> HttpServer::create(asio::io_context &io,
                                                       HttpServerOptions options,
                                                       std::shared_ptr<HttpHandler> http,
                                                       std::shared_ptr<WebSocketHandler> webSockets)
{
    auto context = std::make_shared<HttpServerContext>(std::move(options), std::move(http),
                                                       std::move(webSockets));
    if (context->options.tls) {
        if (const Status loaded = loadTls(context->tls, *context->options.tls); !loaded) {
            return fail(loaded.error());
        }
    }
    auto acceptor = std::make_shared<Acceptor>(io, context);
    if (const Status opened = acceptor->open(); !opened) {
        return fail(opened.error());
    }
    acceptor->accept();
    return std::unique_ptr<HttpServer>(
        new HttpServer(std::make_unique<Private>(std::move(context), std::move(acceptor))));
}

HttpServer::HttpServer(std::unique_ptr<Private> d) : m_d(std::move(d)) {}

HttpServer::~HttpServer()
{
    stop();
    m_d->context->disk.join();
}

int HttpServer::port() const
{
    return m_d->port;
}

int HttpServer::connectionCount() const
{
    return static_cast<int>(m_d->context->connections.size());
}

bool HttpServer::postToDisk(const QString &lane, std::function<void()> work)
{
    const std::lock_guard lock(m_d->mutex);
    if (m_d->takesTasks) {
        asio::post(m_d->laneCalled(lane), std::move(work));
    }
    return m_d->takesTasks;
}

void HttpServer::stop()
{
    {
        const std::lock_guard lock(m_d->mutex);
        if (!std::exchange(m_d->takesTasks, false)) {
            return;
        }
    }
    m_d->acceptor->close();
    const std::vector<ServerConnection *> connections(m_d->context->connections.begin(),
                                                      m_d->context->connections.end());
    for (ServerConnection *connection : connections) {
        connection->shutDown();
    }
    m_d->context->stopping = true;
}

} // namespace prosc
