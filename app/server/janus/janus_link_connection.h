#pragma once

#include "app/server/janus/janus_link.h"

#include <utility> // Beast 1.74 does not include it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace prosc {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using BoostError = boost::system::error_code;

constexpr std::chrono::seconds kJanusReadyWithin{10};

/// What a JanusLink does; only janus_link.cpp uses it.
class JanusLink::Connection : public std::enable_shared_from_this<JanusLink::Connection>
{
public:
    Connection(asio::io_context &io, const JanusEndpoint &endpoint, Events events)
        : m_io(io), m_endpoint(endpoint), m_events(std::move(events)), m_timer(io),
          m_readyBy(std::chrono::steady_clock::now() + kJanusReadyWithin)
    {
    }

    void connect();
    void request(QJsonObject message, Reply reply);
    /// Ends everything; calls `closed` unless it is null.
    void shut(const Error &why, std::function<void(const Error &)> closed);
    [[nodiscard]] std::function<void(const Error &)> takeClosed()
    {
        return std::exchange(m_events.closed, {});
    }

private:
    /// A connection attempt and what its operations use: they end some time after the socket is
    /// closed, when there may be the next one.
    struct Wire
    {
        explicit Wire(asio::io_context &io) : socket(io) {}

        websocket::stream<beast::tcp_stream> socket;
        beast::flat_buffer buffer;
        std::deque<std::string> outgoing;
    };
    using WirePtr = std::shared_ptr<Wire>;
    struct Pending
    {
        Reply reply;
        /// An "ack" does not complete the request: the plugin's event does.
        bool wantsEvent = false;
        std::unique_ptr<asio::steady_timer> deadline;
    };

    void lost(const QString &detail);
    void closeWire();
    void retry();
    void handshake();
    void prove();
    void proveSecret();
    void createSession();
    void claimSession();
    void claimed();
    void keepAlive();
    void read();
    void received(const QJsonObject &message);
    void ask(QJsonObject message, Reply reply);
    void write();
    void failPending(const Error &why);
    /// Whether an operation on `wire` still matters.
    [[nodiscard]] bool isCurrent(const WirePtr &wire) const { return !m_shut && wire == m_wire; }
    void finish(const QString &transaction, Result<QJsonObject> result);

    asio::io_context &m_io;
    JanusEndpoint m_endpoint;
    Events m_events;
    asio::steady_timer m_timer;
    std::chrono::steady_clock::time_point m_readyBy;
    WirePtr m_wire;
    std::map<QString, Pending> m_pending;
    /// 0 until it is created.
    qint64 m_session = 0;
    /// The session was lost with its WebSocket; requests wait in m_deferred.
    bool m_claiming = false;
    std::vector<std::pair<QJsonObject, Reply>> m_deferred;
    int m_transactions = 0;
    bool m_shut = false;
};

} // namespace prosc
