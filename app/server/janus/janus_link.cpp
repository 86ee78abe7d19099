#include "app/server/janus/janus_link.h"

#include "app/base/ids.h"
#include "app/base/logging.h"

#include <utility> // Beast 1.74 does not include it

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <QJsonDocument>

#include <deque>
#include <map>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;

namespace prosc {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using BoostError = boost::system::error_code;

namespace {

constexpr std::chrono::seconds kReadyWithin{10};
/// Less than kSessionKept.
constexpr std::chrono::seconds kClaimWithin{15};
constexpr std::chrono::milliseconds kRetryAfter{20};
constexpr std::chrono::seconds kReplyWithin{10};
constexpr std::chrono::seconds kKeepaliveEvery{15};
constexpr size_t kMaxMessage = 1024 * 1024;

constexpr int kNoSuchRoom = 426;
constexpr int kNoSuchFeed = 428;

Error errorOf(const QJsonObject &janusError, int code)
{
    const bool missing = code == kNoSuchRoom || code == kNoSuchFeed;
    return {missing ? ErrorCode::NotFound : ErrorCode::MediaFailed,
            u"Janus error %1: %2"_s.arg(code).arg(
                janusError.value(u"reason"_s).toString(janusError.value(u"error"_s).toString()))};
}

/// The error of Janus or of the plugin, otherwise the message.
Result<QJsonObject> checkedReply(const QJsonObject &message)
{
    if (message.value(u"janus"_s) == QLatin1String("error")) {
        const QJsonObject error = message.value(u"error"_s).toObject();
        return fail(errorOf(error, error.value(u"code"_s).toInt()));
    }
    const QJsonObject data = message.value(u"plugindata"_s).toObject().value(u"data"_s).toObject();
    if (const int code = data.value(u"error_code"_s).toInt(); code != 0) {
        return fail(errorOf(data, code));
    }
    return message;
}

bool isOurs(const QJsonObject &info, const JanusEndpoint &endpoint)
{
    return info.value(u"server-name"_s) == endpoint.nonce &&
           info.value(u"plugins"_s).toObject().contains(u"janus.plugin.videoroom"_s);
}

} // namespace

class JanusLink::Connection : public std::enable_shared_from_this<JanusLink::Connection>
{
public:
    Connection(asio::io_context &io, const JanusEndpoint &endpoint, Events events)
        : m_io(io), m_endpoint(endpoint), m_events(std::move(events)), m_timer(io),
          m_readyBy(std::chrono::steady_clock::now() + kReadyWithin)
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

void JanusLink::Connection::connect()
{
    closeWire();
    m_wire = std::make_shared<Wire>(m_io);
    auto &tcp = beast::get_lowest_layer(m_wire->socket);
    tcp.expires_after(std::chrono::seconds(2));
    tcp.async_connect({asio::ip::address_v4::loopback(), m_endpoint.port},
                      [self = shared_from_this(), wire = m_wire](BoostError error) {
                          if (self->isCurrent(wire)) {
                              error ? self->retry() : self->handshake();
                          }
                      });
}

void JanusLink::Connection::closeWire()
{
    if (m_wire) {
        beast::get_lowest_layer(m_wire->socket).close();
        m_wire.reset();
    }
}

void JanusLink::Connection::lost(const QString &detail)
{
    if (m_session == 0 || m_claiming) {
        shut({ErrorCode::NoMediaServer, detail}, takeClosed());
        return;
    }
    qCInfo(logServer) << "the connection to Janus was lost, its session is claimed again:"
                      << detail;
    m_claiming = true;
    m_readyBy = std::chrono::steady_clock::now() + kClaimWithin;
    closeWire();
    // Their answers went to the lost connection.
    failPending({ErrorCode::NoMediaServer, detail});
    connect();
}

void JanusLink::Connection::retry()
{
    if (std::chrono::steady_clock::now() > m_readyBy) {
        lost(u"Janus did not become ready"_s);
        return;
    }
    m_timer.expires_after(kRetryAfter);
    m_timer.async_wait([self = shared_from_this()](BoostError error) {
        if (!error && !self->m_shut) {
            self->connect();
        }
    });
}

void JanusLink::Connection::handshake()
{
    // The socket's own timeouts would end an idle WebSocket; these ping it instead.
    auto &socket = m_wire->socket;
    beast::get_lowest_layer(socket).expires_never();
    socket.set_option(
        websocket::stream_base::timeout{std::chrono::seconds(5), std::chrono::seconds(20), true});
    socket.set_option(websocket::stream_base::decorator([](websocket::request_type &request) {
        request.set(beast::http::field::sec_websocket_protocol, "janus-protocol");
    }));
    socket.read_message_max(kMaxMessage);
    socket.async_handshake("127.0.0.1:" + std::to_string(m_endpoint.port), "/",
                           [self = shared_from_this(), wire = m_wire](BoostError error) {
                               if (!self->isCurrent(wire)) {
                                   return;
                               }
                               if (error) {
                                   self->retry();
                                   return;
                               }
                               self->read();
                               self->prove();
                           });
}

void JanusLink::Connection::prove()
{
    ask({{u"janus"_s, u"info"_s}}, [self = shared_from_this()](const Result<QJsonObject> &info) {
        if (self->m_shut) {
            return;
        }
        if (!info || !isOurs(*info, self->m_endpoint)) {
            self->lost(u"another server answers, or the plugin is missing"_s);
            return;
        }
        self->m_claiming ? self->claimSession() : self->createSession();
    });
}

void JanusLink::Connection::claimSession()
{
    ask({{u"janus"_s, u"claim"_s}}, [self = shared_from_this()](const Result<QJsonObject> &reply) {
        if (self->m_shut) {
            return;
        }
        if (!reply) {
            self->lost(reply.error().detail);
            return;
        }
        self->claimed();
    });
}

void JanusLink::Connection::claimed()
{
    m_claiming = false;
    keepAlive();
    for (auto &[message, reply] : std::exchange(m_deferred, {})) {
        request(std::move(message), std::move(reply));
    }
    m_events.claimed();
}

void JanusLink::Connection::createSession()
{
    ask({{u"janus"_s, u"create"_s}}, [self = shared_from_this()](const Result<QJsonObject> &reply) {
        if (self->m_shut) {
            return;
        }
        if (!reply) {
            self->lost(reply.error().detail);
            return;
        }
        self->m_session = reply->value(u"data"_s).toObject().value(u"id"_s).toInteger();
        self->keepAlive();
        self->m_events.ready();
    });
}

void JanusLink::Connection::keepAlive()
{
    m_timer.expires_after(kKeepaliveEvery);
    m_timer.async_wait([self = shared_from_this()](BoostError error) {
        if (error || self->m_shut) {
            return;
        }
        self->request({{u"janus"_s, u"keepalive"_s}}, [self](const Result<QJsonObject> &reply) {
            if (!reply && !self->m_shut) {
                self->lost(u"keepalive: "_s + reply.error().detail);
            }
        });
        self->keepAlive();
    });
}

void JanusLink::Connection::read()
{
    m_wire->socket.async_read(
        m_wire->buffer, [self = shared_from_this(), wire = m_wire](BoostError error, size_t) {
            if (!self->isCurrent(wire)) {
                return;
            }
            if (error) {
                self->lost(u"connection to Janus: "_s + QString::fromStdString(error.message()));
                return;
            }
            const std::string text = beast::buffers_to_string(wire->buffer.data());
            wire->buffer.consume(wire->buffer.size());
            self->received(QJsonDocument::fromJson(QByteArray::fromStdString(text)).object());
            if (self->isCurrent(wire)) {
                self->read();
            }
        });
}

void JanusLink::Connection::received(const QJsonObject &message)
{
    const QString transaction = message.value(u"transaction"_s).toString();
    const auto pending = m_pending.find(transaction);
    if (pending == m_pending.end()) {
        if (transaction.isEmpty() && m_events.event) {
            m_events.event(message);
        }
        return;
    }
    const bool ack = message.value(u"janus"_s) == QLatin1String("ack");
    if (!ack || !pending->second.wantsEvent) {
        finish(transaction, checkedReply(message));
    }
}

void JanusLink::Connection::request(QJsonObject message, Reply reply)
{
    if (m_shut) {
        reply(noMediaServer());
    } else if (m_claiming) {
        m_deferred.emplace_back(std::move(message), std::move(reply));
    } else {
        ask(std::move(message), std::move(reply));
    }
}

void JanusLink::Connection::ask(QJsonObject message, Reply reply)
{
    const QString transaction = QString::number(++m_transactions);
    message.insert(u"transaction"_s, transaction);
    message.insert(u"apisecret"_s, m_endpoint.apiSecret);
    // Janus answers "info" only outside a session.
    if (m_session != 0 && message.value(u"janus"_s) != QLatin1String("info")) {
        message.insert(u"session_id"_s, m_session);
    }
    Pending pending{std::move(reply), message.value(u"janus"_s) == QLatin1String("message"),
                    std::make_unique<asio::steady_timer>(m_io, kReplyWithin)};
    pending.deadline->async_wait([self = shared_from_this(), transaction](BoostError error) {
        if (!error) {
            self->finish(transaction, fail(ErrorCode::Timeout, u"Janus is silent"_s));
        }
    });
    m_pending.emplace(transaction, std::move(pending));
    auto &outgoing = m_wire->outgoing;
    outgoing.push_back(QJsonDocument(message).toJson(QJsonDocument::Compact).toStdString());
    if (outgoing.size() == 1) {
        write();
    }
}

void JanusLink::Connection::write()
{
    m_wire->socket.async_write(
        asio::buffer(m_wire->outgoing.front()),
        [self = shared_from_this(), wire = m_wire](BoostError error, size_t) {
            if (!self->isCurrent(wire) || error) {
                return; // a broken connection also ends the pending read
            }
            wire->outgoing.pop_front();
            if (!wire->outgoing.empty()) {
                self->write();
            }
        });
}

void JanusLink::Connection::finish(const QString &transaction, Result<QJsonObject> result)
{
    auto found = m_pending.extract(transaction);
    if (!found.empty()) {
        found.mapped().reply(std::move(result));
    }
}

void JanusLink::Connection::shut(const Error &why, std::function<void(const Error &)> closed)
{
    if (m_shut) {
        return;
    }
    m_shut = true;
    m_timer.cancel();
    closeWire();
    failPending({ErrorCode::NoMediaServer, why.detail});
    for (auto &[message, reply] : std::exchange(m_deferred, {})) {
        reply(fail(ErrorCode::NoMediaServer, why.detail));
    }
    if (closed) {
        closed(why);
    }
}

void JanusLink::Connection::failPending(const Error &why)
{
    auto pending = std::exchange(m_pending, {});
    for (auto &[transaction, request] : pending) {
        request.deadline->cancel();
        request.reply(fail(why));
    }
}

JanusLink::JanusLink(asio::io_context &io, const JanusEndpoint &endpoint, Events events)
    : m_connection(std::make_shared<Connection>(io, endpoint, std::move(events)))
{
    m_connection->connect();
}

JanusLink::~JanusLink()
{
    m_connection->shut({ErrorCode::NoMediaServer, u"it was stopped"_s}, {});
}

void JanusLink::request(const QJsonObject &message, Reply reply)
{
    m_connection->request(message, std::move(reply));
}

} // namespace prosc
