#include "app/server/stream/tls_session.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace prosc {

namespace {

/// What a BIO of ours has: OpenSSL's own BIO for sockets writes with write(2), which ends the
/// program (SIGPIPE) when the peer is gone.
struct SocketBio
{
    int socket = -1;
    /// What was read from the socket before; `used` of it is read.
    std::string received;
    size_t used = 0;
};

SocketBio &dataOf(BIO *bio)
{
    return *static_cast<SocketBio *>(BIO_get_data(bio));
}

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0; // Asio sets SO_NOSIGPIPE there
#endif

bool isNotReady()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int writeSocket(BIO *bio, const char *bytes, int count)
{
    BIO_clear_retry_flags(bio);
    const auto sent = ::send(dataOf(bio).socket, bytes, static_cast<size_t>(count), kNoSignal);
    if (sent < 0 && isNotReady()) {
        BIO_set_retry_write(bio);
    }
    return static_cast<int>(sent);
}

int readSocket(BIO *bio, char *bytes, int count)
{
    BIO_clear_retry_flags(bio);
    auto &data = dataOf(bio);
    if (data.used < data.received.size()) {
        const auto taken = std::min(static_cast<size_t>(count), data.received.size() - data.used);
        std::copy_n(data.received.data() + data.used, taken, bytes);
        data.used += taken;
        if (data.used == data.received.size()) {
            data.received = std::string();
            data.used = 0;
        }
        return static_cast<int>(taken);
    }
    const auto got = ::recv(data.socket, bytes, static_cast<size_t>(count), 0);
    if (got < 0 && isNotReady()) {
        BIO_set_retry_read(bio);
    }
    return static_cast<int>(got);
}

long control(BIO *, int command, long, void *)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0; // nothing is held back
}

int destroy(BIO *bio)
{
    delete static_cast<SocketBio *>(BIO_get_data(bio));
    return 1;
}

const BIO_METHOD *socketMethod()
{
    using Method = std::unique_ptr<BIO_METHOD, TlsFree<BIO_meth_free>>;
    static const Method method = [] {
        Method made(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
        BIO_meth_set_write(made.get(), writeSocket);
        BIO_meth_set_read(made.get(), readSocket);
        BIO_meth_set_ctrl(made.get(), control);
        BIO_meth_set_destroy(made.get(), destroy);
        return made;
    }();
    return method.get();
}

} // namespace

TlsSession::TlsSession(SSL_CTX *context, int socket, asio::const_buffer received)
    : m_ssl(SSL_new(context))
{
    BIO *bio = BIO_new(socketMethod());
    const auto *bytes = static_cast<const char *>(received.data());
    BIO_set_data(bio, new SocketBio{socket, std::string(bytes, received.size())});
    BIO_set_init(bio, 1);
    SSL_set_bio(m_ssl.get(), bio, bio);
    SSL_set_accept_state(m_ssl.get());
}

TlsSession::Step TlsSession::outcomeOf(int result, size_t bytes)
{
    if (result > 0) {
        return {Outcome::Done, bytes};
    }
    switch (SSL_get_error(m_ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
        return {Outcome::WantsRead};
    case SSL_ERROR_WANT_WRITE:
        return {Outcome::WantsWrite};
    case SSL_ERROR_ZERO_RETURN:
        return {Outcome::Failed, 0, asio::error::eof};
    case SSL_ERROR_SYSCALL:
        return {Outcome::Failed, 0,
                errno != 0 ? error_code(errno, boost::system::system_category())
                           : error_code(asio::ssl::error::stream_truncated)};
    default:
        return {Outcome::Failed, 0,
                error_code(static_cast<int>(ERR_get_error()), asio::error::get_ssl_category())};
    }
}

TlsSession::Step TlsSession::handshake()
{
    ERR_clear_error();
    errno = 0;
    return outcomeOf(SSL_do_handshake(m_ssl.get()), 0);
}

TlsSession::Step TlsSession::read(asio::mutable_buffer buffer)
{
    ERR_clear_error();
    errno = 0;
    size_t bytes = 0;
    const int result = SSL_read_ex(m_ssl.get(), buffer.data(), buffer.size(), &bytes);
    return outcomeOf(result, bytes);
}

TlsSession::Step TlsSession::write(asio::const_buffer buffer)
{
    ERR_clear_error();
    errno = 0;
    size_t bytes = 0;
    const int result = SSL_write_ex(m_ssl.get(), buffer.data(), buffer.size(), &bytes);
    return outcomeOf(result, bytes);
}

void TlsSession::closeNotify()
{
    ERR_clear_error();
    static_cast<void>(SSL_shutdown(m_ssl.get())); // a peer that takes nothing gets nothing
}

} // namespace prosc
