#pragma once

#include "app/server/stream/tls_session.h"

#include <boost/beast/websocket/teardown.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>

namespace prosc {

/// A TCP connection, with or without TLS, and a time limit for what is pending: an AsyncStream for
/// Beast, movable. At most one read and one write at a time. I/O thread only.
class HttpStream
{
public:
    using Socket = asio::ip::tcp::socket;
    using executor_type = Socket::executor_type;

    explicit HttpStream(Socket &&socket) : m_parts(std::make_shared<Parts>(std::move(socket))) {}

    [[nodiscard]] executor_type get_executor() noexcept { return socket().get_executor(); }
    [[nodiscard]] Socket &socket() { return m_parts->socket; }
    [[nodiscard]] bool isTls() const { return m_parts->tls.has_value(); }

    /// From the end of this time on everything that is pending fails, and the socket is closed;
    /// replaces the limit before.
    void expiresAfter(std::chrono::milliseconds time);
    void expiresNever() { m_parts->timer.cancel(); }

    /// Everything from now on goes through TLS, as does what was `received` already; the caller
    /// performs the handshake.
    void startTls(asio::ssl::context &context, asio::const_buffer received);
    template <class Handler>
    void async_handshake(Handler &&handler)
    {
        perform([](Parts &parts) { return parts.tls->handshake(); },
                [handler = std::forward<Handler>(handler)](error_code error, size_t) mutable {
                    handler(error);
                });
    }
    /// Tells the peer that no more is coming: TLS's message, if that can be sent now, and TCP's.
    void endSending();
    void close();

    template <class Buffers, class Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        if (!isTls()) {
            socket().async_read_some(buffers, std::forward<Handler>(handler));
            return;
        }
        perform([buffers](Parts &parts) { return parts.tls->read(firstOf(buffers)); },
                std::forward<Handler>(handler));
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        if (!isTls()) {
            socket().async_write_some(buffers, std::forward<Handler>(handler));
            return;
        }
        perform([buffers](Parts &parts) { return writeTogether(*parts.tls, buffers); },
                std::forward<Handler>(handler));
    }

    // Customisation points of beast::websocket::stream.
    friend void beast_close_socket(HttpStream &stream) { stream.close(); }
    template <class Handler>
    friend void async_teardown(beast::role_type role, HttpStream &stream, Handler &&handler)
    {
        using beast::websocket::async_teardown;
        stream.notifyEnd();
        async_teardown(role, stream.socket(), std::forward<Handler>(handler));
    }

private:
    /// What one TLS record holds (RFC 8446, 5.1).
    static constexpr size_t kRecord = 16 * 1024;

    struct Parts
    {
        explicit Parts(Socket &&given) : socket(std::move(given)), timer(socket.get_executor()) {}
        Socket socket;
        asio::steady_timer timer;
        std::optional<TlsSession> tls;
    };

    /// Tries a step of TLS, waits until the socket is ready for it, and tries again.
    template <class Try>
    struct Operation
    {
        Try attempt;
        /// Keeps the socket while it waits.
        std::shared_ptr<Parts> parts;
        bool hasWaited = false;
        bool isDone = false;
        TlsSession::Step step = {};

        template <class Self>
        void operator()(Self &self, error_code error = {})
        {
            using Outcome = TlsSession::Outcome;
            if (!error && !parts->socket.is_open()) {
                error = asio::error::operation_aborted; // its descriptor may be another's by now
            }
            if (error) {
                step = {Outcome::Failed, 0, error};
            } else if (!isDone) {
                step = attempt(*parts);
            }
            if (step.outcome == Outcome::WantsRead || step.outcome == Outcome::WantsWrite) {
                hasWaited = true;
                const auto what =
                    step.outcome == Outcome::WantsRead ? Socket::wait_read : Socket::wait_write;
                parts->socket.async_wait(what, std::move(self));
            } else if (!hasWaited && !isDone) {
                isDone = true; // no handler runs inside the function that it was given to
                asio::post(parts->socket.get_executor(), std::move(self));
            } else {
                self.complete(step.error, step.bytes);
            }
        }
    };

    void notifyEnd();
    template <class Try, class Handler>
    void perform(Try attempt, Handler &&handler)
    {
        asio::async_compose<Handler, void(error_code, size_t)>(
            Operation<Try>{std::move(attempt), m_parts}, handler, m_parts->socket);
    }

    template <class Buffers>
    [[nodiscard]] static asio::mutable_buffer firstOf(const Buffers &buffers)
    {
        const auto end = asio::buffer_sequence_end(buffers);
        const auto found =
            std::find_if(asio::buffer_sequence_begin(buffers), end,
                         [](const asio::mutable_buffer &each) { return each.size() > 0; });
        return found == end ? asio::mutable_buffer() : asio::mutable_buffer(*found);
    }

    /// Small buffers in one record: a frame's header and its text would else be two.
    template <class Buffers>
    [[nodiscard]] static TlsSession::Step writeTogether(TlsSession &tls, const Buffers &buffers)
    {
        std::array<char, kRecord> record; // NOLINT(*-member-init): filled as far as it is used
        const auto size = asio::buffer_copy(asio::buffer(record), buffers);
        return tls.write(asio::buffer(record, size));
    }

    std::shared_ptr<Parts> m_parts;
};

} // namespace prosc
