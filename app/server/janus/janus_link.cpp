#include "app/server/janus/janus_link.h"

#include "app/base/ids.h"
#include "app/base/logging.h"
#include "app/server/janus/janus_link_connection.h"
#include "app/server/janus/janus_replies.h"

#include <boost/beast/core/buffers_to_string.hpp>

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Less than kSessionKept.
constexpr std::chrono::seconds kClaimWithin{15};
constexpr std::chrono::milliseconds kRetryAfter{20};
constexpr std::chrono::seconds kReplyWithin{10};
constexpr std::chrono::seconds kKeepaliveEvery{15};
constexpr size_t kMaxMessage = 1024 * 1024;
constexpr QLatin1String kSecret("apisecret");

} // namespace

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

/// Anybody on this computer may listen on loopback, and ask Janus for "info": that proves nothing.
/// Ours runs as the user it was started as, and knows the secret, which only its configuration
/// holds.
void JanusLink::Connection::prove()
{
    if (!listensAs(m_endpoint.user, m_endpoint.port)) {
        lost(u"another user's program listens"_s);
        return;
    }
    ask({{u"janus"_s, u"info"_s}}, [self = shared_from_this()](const Result<QJsonObject> &info) {
        if (self->m_shut) {
            return;
        }
        if (!info || !hasVideoRoom(*info)) {
            self->lost(u"another server answers, or the plugin is missing"_s);
            return;
        }
        self->proveSecret();
    });
}

/// With the wrong one first: a server that takes any secret must not get the right one.
void JanusLink::Connection::proveSecret()
{
    const QJsonObject wrong{{u"janus"_s, u"create"_s}, {kSecret, randomHex(16)}};
    ask(wrong, [self = shared_from_this()](const Result<QJsonObject> &reply) {
        if (self->m_shut) {
            return;
        }
        if (reply || reply.error().code != ErrorCode::NotAllowed) {
            self->lost(u"another server answers, which takes any secret"_s);
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
    const bool isInfo = message.value(u"janus"_s) == QLatin1String("info");
    const bool isCreate = message.value(u"janus"_s) == QLatin1String("create");
    // Janus answers "info" to everybody; the secret is for who has proved to know it.
    if (!isInfo && !message.contains(kSecret)) {
        message.insert(kSecret, m_endpoint.apiSecret);
    }
    // Both are answered only outside a session.
    if (m_session != 0 && !isInfo && !isCreate) {
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
