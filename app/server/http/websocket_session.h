#pragma once

#include "app/server/http/http_server_context.h"
#include "app/server/http/http_types.h"
#include "app/server/stream/http_stream.h"

#include <boost/beast/http/message.hpp>

#include <chrono>
#include <deque>
#include <memory>

namespace prosc {

/// One WebSocket connection. I/O thread only.
class WebSocketSession final : public ServerConnection,
                               public WebSocketPeer,
                               public std::enable_shared_from_this<WebSocketSession>
{
public:
    using Request = beast::http::request<beast::http::empty_body>;

    WebSocketSession(std::shared_ptr<HttpServerContext> context, HttpStream &&stream,
                     std::unique_ptr<HttpServerContext::AddressLease> lease, QString remoteAddress);
    ~WebSocketSession() override;
    WebSocketSession(const WebSocketSession &) = delete;
    WebSocketSession &operator=(const WebSocketSession &) = delete;

    /// Completes the handshake, then reads until the connection ends.
    void start(Request request);

    void send(QByteArray text) override;
    [[nodiscard]] qsizetype queuedBytes() const override { return m_queuedBytes; }
    void close(uint16_t code, const QByteArray &reason) override;
    [[nodiscard]] QString remoteAddress() const override { return m_remoteAddress; }
    [[nodiscard]] bool isBrowser() const override { return m_isBrowser; }
    [[nodiscard]] std::chrono::nanoseconds silence() const override;
    void shutDown() override;
    [[nodiscard]] bool isSilent() const override { return !m_hasSpoken; }

private:
    /// Pings and pongs: a client needs one pong for each of our pings.
    static constexpr TokenRate kControlRate{5, 60};

    /// Handshake -> Open -> Closing (our close frame is queued or sent) -> Ended; each may go
    /// straight to Ended.
    enum class State { Handshake, Open, Closing, Ended };
    using Stream = beast::websocket::stream<HttpStream, false>;

    void configure();
    void accepted(error_code error);
    void refuseOldClient();
    void onControlFrame();
    void read();
    void onMessage(error_code error);
    void writeNext();
    void sendClose();
    void awaitTick();
    void tick();
    void dropSoon();
    void end();

    std::shared_ptr<HttpServerContext> m_context;
    std::unique_ptr<HttpServerContext::AddressLease> m_lease;
    Stream m_socket;
    asio::steady_timer m_timer;
    QString m_remoteAddress;
    Request m_request;
    /// Its program or page speaks only an earlier version of the protocol.
    bool m_isOld = false;
    bool m_isBrowser = false;
    beast::flat_buffer m_buffer;
    State m_state = State::Handshake;
    std::chrono::steady_clock::time_point m_lastSeen;

    std::deque<QByteArray> m_queue;
    qsizetype m_queuedBytes = 0;
    /// A message has come.
    bool m_hasSpoken = false;
    TokenBucket m_controlFrames{kControlRate};
    bool m_writing = false;
    bool m_pinging = false;
    beast::websocket::close_reason m_closeReason;
};

} // namespace prosc
