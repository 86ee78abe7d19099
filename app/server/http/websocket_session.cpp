#include "app/server/http/websocket_session.h"

#include "app/room/protocol/messages.h"
#include "app/server/http/http_connection_head.h"

namespace prosc {

namespace websocket = beast::websocket;

namespace {

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

WebSocketSession::WebSocketSession(std::shared_ptr<HttpServerContext> context, HttpStream &&stream,
                                   std::unique_ptr<HttpServerContext::AddressLease> lease,
                                   QString remoteAddress)
    : m_context(std::move(context)), m_lease(std::move(lease)), m_socket(std::move(stream)),
      m_timer(m_socket.get_executor()), m_remoteAddress(std::move(remoteAddress))
{
    m_context->connections.insert(this);
}

WebSocketSession::~WebSocketSession()
{
    m_context->connections.erase(this);
}

std::chrono::nanoseconds WebSocketSession::silence() const
{
    return now() - m_lastSeen;
}

void WebSocketSession::configure()
{
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = m_context->options.headerTimeout;
    timeout.idle_timeout = websocket::stream_base::none(); // tick() checks for silence
    timeout.keep_alive_pings = false;
    m_socket.set_option(timeout);
    beast::http::token_list offered(m_request[beast::http::field::sec_websocket_protocol]);
    m_isBrowser = m_request.count(beast::http::field::origin) > 0;
    m_isOld = !offered.exists(kSubprotocol);
    const char *chosen = m_isOld ? kOldSubprotocol : kSubprotocol;
    const bool isStrict = m_socket.next_layer().isTls() && m_context->options.strictTransport;
    m_socket.set_option(
        websocket::stream_base::decorator([chosen, isStrict](websocket::response_type &response) {
            response.set(beast::http::field::sec_websocket_protocol, chosen);
            if (isStrict) {
                response.set(kStrictTransport.first, kStrictTransport.second);
            }
        }));
    // One frame a message: fragments of 4 KiB cost a system call each.
    m_socket.auto_fragment(false);
    m_socket.read_message_max(static_cast<size_t>(m_context->options.maxMessageBytes));
    m_socket.control_callback(
        [this](websocket::frame_type, beast::string_view) { onControlFrame(); });
    m_socket.text(true);
}

void WebSocketSession::start(Request request)
{
    m_request = std::move(request);
    configure();
    m_socket.async_accept(m_request,
                          [this, self = shared_from_this()](error_code error) { accepted(error); });
}

void WebSocketSession::accepted(error_code error)
{
    if (m_state == State::Ended) {
        return;
    }
    if (error) {
        end();
        return;
    }
    m_request = Request();
    m_state = State::Open;
    m_lastSeen = now();
    if (m_isOld) {
        return refuseOldClient();
    }
    m_context->webSockets->opened(shared_from_this());
    awaitTick();
    read();
}

void WebSocketSession::onControlFrame()
{
    m_lastSeen = now();
    if (!m_controlFrames.take(1, m_lastSeen.time_since_epoch()) && m_state == State::Open) {
        dropSoon(); // each ping is answered with a pong, at our cost
    }
}

void WebSocketSession::refuseOldClient()
{
    send(refusalInVersion1());
    close(websocket::close_code::policy_error, "unsupportedVersion");
    read();
}

void WebSocketSession::read()
{
    m_socket.async_read(m_buffer, [this, self = shared_from_this()](error_code error, size_t) {
        onMessage(error);
    });
}

void WebSocketSession::onMessage(error_code error)
{
    if (m_state == State::Ended) {
        return;
    }
    if (error) {
        end();
        return;
    }
    m_lastSeen = now();
    m_hasSpoken = true;
    const auto data = m_buffer.data();
    const QByteArray text(static_cast<const char *>(data.data()),
                          static_cast<qsizetype>(data.size()));
    m_buffer.consume(m_buffer.size());
    if (m_state == State::Open && !m_socket.got_text()) {
        close(websocket::close_code::unknown_data, "text only");
    } else if (m_state == State::Open) {
        m_context->webSockets->message(shared_from_this(), text);
    }
    if (m_state != State::Ended) {
        read();
    }
}

void WebSocketSession::send(QByteArray text)
{
    if (m_state != State::Open) {
        return;
    }
    // A single message may exceed the limit: the state of a large room, for a peer that does read.
    const bool pilesUp = !m_queue.empty();
    m_queuedBytes += text.size();
    if (pilesUp && m_queuedBytes > m_context->options.maxQueuedBytes) {
        dropSoon();
        return;
    }
    m_queue.push_back(std::move(text));
    if (!m_writing) {
        writeNext();
    }
}

void WebSocketSession::writeNext()
{
    m_writing = true;
    const QByteArray &text = m_queue.front();
    m_socket.async_write(asio::const_buffer(text.constData(), static_cast<size_t>(text.size())),
                         [this, self = shared_from_this()](error_code error, size_t) {
                             m_writing = false;
                             if (m_state == State::Ended) {
                                 return;
                             }
                             m_queuedBytes -= m_queue.front().size();
                             m_queue.pop_front();
                             if (error) {
                                 end();
                             } else if (!m_queue.empty()) {
                                 writeNext();
                             } else if (m_state == State::Closing) {
                                 sendClose();
                             }
                         });
}

void WebSocketSession::close(uint16_t code, const QByteArray &reason)
{
    if (m_state != State::Open) {
        return;
    }
    m_state = State::Closing;
    // RFC 6455: a control frame carries 125 bytes, two of which are the code.
    const QByteArray cut = reason.left(120);
    m_closeReason = websocket::close_reason(
        static_cast<websocket::close_code>(code),
        beast::string_view(cut.constData(), static_cast<size_t>(cut.size())));
    awaitTick();
    if (!m_writing) {
        sendClose();
    }
}

void WebSocketSession::sendClose()
{
    m_socket.async_close(m_closeReason, [this, self = shared_from_this()](error_code) { end(); });
}

void WebSocketSession::awaitTick()
{
    const bool closing = m_state == State::Closing;
    m_timer.expires_after(closing ? m_context->options.closeTimeout
                                  : m_context->options.pingInterval);
    m_timer.async_wait([this, self = shared_from_this()](error_code error) {
        if (!error && m_state != State::Ended) {
            tick();
        }
    });
}

void WebSocketSession::tick()
{
    if (m_state == State::Closing || now() - m_lastSeen > m_context->options.silenceLimit) {
        end();
        return;
    }
    if (!m_pinging) {
        m_pinging = true;
        m_socket.async_ping({},
                            [this, self = shared_from_this()](error_code) { m_pinging = false; });
    }
    awaitTick();
}

void WebSocketSession::dropSoon()
{
    // Deferred: the caller of send() does not expect closed() during the call.
    m_state = State::Closing;
    asio::post(m_socket.get_executor(), [this, self = shared_from_this()] { end(); });
}

void WebSocketSession::end()
{
    if (m_state == State::Ended) {
        return;
    }
    const bool wasOpened = m_state != State::Handshake;
    m_state = State::Ended;
    m_timer.cancel();
    m_socket.next_layer().close();
    m_lease.reset();
    if (wasOpened) {
        m_context->webSockets->closed(shared_from_this());
    }
}

void WebSocketSession::shutDown()
{
    const bool canSayIt = m_state == State::Open && !m_writing;
    if (!canSayIt) {
        end();
        return;
    }
    m_state = State::Ended;
    m_context->webSockets->closed(shared_from_this());
    m_timer.expires_after(m_context->options.closeTimeout);
    m_timer.async_wait(
        [this, self = shared_from_this()](error_code) { m_socket.next_layer().close(); });
    m_socket.async_close(websocket::close_code::going_away,
                         [this, self = shared_from_this()](error_code) { m_timer.cancel(); });
}

} // namespace prosc
