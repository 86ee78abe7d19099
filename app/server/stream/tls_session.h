#pragma once

#include "app/server/security/tls_handles.h"
#include "app/server/stream/beast.h"

#include <openssl/ssl.h>

#include <memory>

namespace prosc {

/// The server's side of TLS on a connected, non-blocking socket, which it reads and writes itself
/// (SSL_read_ex(3), SSL_write_ex(3)). Asio's ssl::stream keeps 34 KB of buffers for each connection
/// and a pair of BIOs, while a silent one needs only OpenSSL's state. I/O thread only.
class TlsSession
{
public:
    enum class Outcome { Done, WantsRead, WantsWrite, Failed };
    struct Step
    {
        Outcome outcome = Outcome::Done;
        size_t bytes = 0;
        /// If it failed; asio::error::eof: the peer has closed in good order.
        error_code error = {};
    };

    /// `received`: what was read from the socket already. The socket must live until the last call.
    TlsSession(SSL_CTX *context, int socket, asio::const_buffer received);

    /// WantsRead, WantsWrite: wait until the socket is ready, then call it again with the same
    /// bytes.
    [[nodiscard]] Step handshake();
    [[nodiscard]] Step read(asio::mutable_buffer buffer);
    [[nodiscard]] Step write(asio::const_buffer buffer);
    /// Tells the peer that no more is coming, if that can be sent now (RFC 8446, 6.1).
    void closeNotify();

private:
    [[nodiscard]] Step outcomeOf(int result, size_t bytes);

    std::unique_ptr<SSL, TlsFree<SSL_free>> m_ssl;
};

} // namespace prosc
