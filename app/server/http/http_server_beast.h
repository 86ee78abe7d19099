#pragma once

// The only place that includes Boost.Beast and Asio's TLS, which take half a minute to compile.
// http_server_beast.cpp and http_server_asio.cpp contain their definitions
// (BOOST_BEAST_SEPARATE_COMPILATION).

#include <utility> // Beast 1.74 does not include it

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <memory>
#include <optional>

namespace prosc {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

/// A TCP connection, with or without TLS; an AsyncStream for Beast, movable.
class HttpStream
{
public:
    using Tls = asio::ssl::stream<beast::tcp_stream &>;
    using executor_type = beast::tcp_stream::executor_type;

    explicit HttpStream(asio::ip::tcp::socket &&socket)
        : m_parts(std::make_unique<Parts>(std::move(socket)))
    {
    }

    [[nodiscard]] executor_type get_executor() noexcept { return m_parts->tcp.get_executor(); }
    [[nodiscard]] beast::tcp_stream &tcp() { return m_parts->tcp; }
    [[nodiscard]] bool isTls() const { return m_parts->tls.has_value(); }
    [[nodiscard]] Tls &tls() { return *m_parts->tls; }
    /// Everything from now on goes through TLS; the caller performs the handshake.
    void startTls(asio::ssl::context &context) { m_parts->tls.emplace(m_parts->tcp, context); }
    void close()
    {
        error_code ignored; // nothing can be done about a socket that fails to close
        m_parts->tcp.socket().close(ignored);
    }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        if (isTls()) {
            tls().async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            tcp().async_read_some(buffers, std::forward<Handler>(handler));
        }
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        if (isTls()) {
            tls().async_write_some(buffers, std::forward<Handler>(handler));
        } else {
            tcp().async_write_some(buffers, std::forward<Handler>(handler));
        }
    }

    // Customisation points of beast::websocket::stream.
    friend void beast_close_socket(HttpStream &stream) { stream.close(); }
    template <class Handler>
    friend void async_teardown(beast::role_type role, HttpStream &stream, Handler &&handler)
    {
        using beast::websocket::async_teardown;
        if (stream.isTls()) {
            async_teardown(role, stream.tls(), std::forward<Handler>(handler));
        } else {
            async_teardown(role, stream.tcp(), std::forward<Handler>(handler));
        }
    }

private:
    struct Parts
    {
        explicit Parts(asio::ip::tcp::socket &&socket) : tcp(std::move(socket)) {}
        beast::tcp_stream tcp;
        std::optional<Tls> tls;
    };
    std::unique_ptr<Parts> m_parts;
};

} // namespace prosc
