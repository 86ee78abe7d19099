#include "app/server/stream/http_stream.h"

namespace prosc {

void HttpStream::expiresAfter(std::chrono::milliseconds time)
{
    m_parts->timer.expires_after(time);
    m_parts->timer.async_wait([parts = std::weak_ptr(m_parts)](error_code error) {
        const auto alive = parts.lock();
        // A limit that was replaced just when it ended has its handler called with success.
        if (!error && alive && alive->timer.expiry() <= std::chrono::steady_clock::now()) {
            alive->socket.close(error);
        }
    });
}

void HttpStream::startTls(asio::ssl::context &context, asio::const_buffer received)
{
    error_code ignored; // then the handshake fails
    socket().native_non_blocking(true, ignored);
    m_parts->tls.emplace(context.native_handle(), socket().native_handle(), received);
}

void HttpStream::endSending()
{
    notifyEnd();
    error_code ignored; // the peer may be gone already
    socket().shutdown(Socket::shutdown_send, ignored);
}

void HttpStream::notifyEnd()
{
    if (isTls() && socket().is_open()) {
        m_parts->tls->closeNotify();
    }
}

void HttpStream::close()
{
    expiresNever();
    error_code ignored; // nothing can be done about a socket that fails to close
    socket().close(ignored);
}

} // namespace prosc
