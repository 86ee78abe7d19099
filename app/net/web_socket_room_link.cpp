#include "app/net/web_socket_room_link.h"

#include "app/base/logging.h"
#include "app/net/pinned_network.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QNetworkRequest>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// A service that sends only garbage must not flood the log.
constexpr int kMostComplaints = 5;
/// Wi-Fi that changes its access point is not connected for a moment, and keeps its address.
constexpr int kMostAddressMissing = 2;

Error unreachable(const QString &detail)
{
    return {ErrorCode::Unreachable, detail};
}

} // namespace

bool isOwnAddress(const QHostAddress &address)
{
    const auto interfaces = QNetworkInterface::allInterfaces();
    if (address.isNull() || interfaces.isEmpty()) {
        return true; // the system does not tell
    }
    return std::any_of(
        interfaces.begin(), interfaces.end(), [&address](const QNetworkInterface &each) {
            const bool isConnected = each.flags().testFlag(QNetworkInterface::IsUp) &&
                                     each.flags().testFlag(QNetworkInterface::IsRunning);
            const auto entries = each.addressEntries();
            return isConnected && std::any_of(entries.begin(), entries.end(),
                                              [&address](const QNetworkAddressEntry &entry) {
                                                  return entry.ip().isEqual(address);
                                              });
        });
}

WebSocketRoomLink::WebSocketRoomLink(const JoinLink &link, RoomLinkTimes times, IsOwnAddress isOwn)
    : m_link(link), m_times(times), m_isOwnAddress(std::move(isOwn))
{
    m_answerDue.setSingleShot(true);
    connect(&m_answerDue, &QTimer::timeout, this, [this] { end(unreachable(u"no answer"_s)); });
    m_addressTimer.setInterval(m_times.address);
    connect(&m_addressTimer, &QTimer::timeout, this, &WebSocketRoomLink::checkAddress);
    m_pingTimer.setInterval(m_times.ping);
    connect(&m_pingTimer, &QTimer::timeout, this, &WebSocketRoomLink::pingOrGiveUp);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { end(m_reason.value_or(unreachable(u"no answer in time"_s))); });
}

WebSocketRoomLink::~WebSocketRoomLink()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void WebSocketRoomLink::open()
{
    if (m_state != State::Closed) {
        return;
    }
    m_state = State::Connecting;
    ++m_generation;
    m_reason.reset();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(kMaxServiceMessageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(kMaxServiceMessageBytes);
    wireSocket();
    m_deadline.start(m_times.connecting);

    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QLatin1String(kSubprotocol)});
    m_socket->open(QNetworkRequest(m_link.wsUrl()), options);
}

void WebSocketRoomLink::wireSocket()
{
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::sslErrors, this, &WebSocketRoomLink::checkSslErrors);
    connect(socket, &QWebSocket::connected, this, &WebSocketRoomLink::connected);
    connect(socket, &QWebSocket::textMessageReceived, this, &WebSocketRoomLink::textReceived);
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this] {
        drop(ParseError{Error{ErrorCode::Malformed, u"a binary message"_s}});
    });
    connect(socket, &QWebSocket::pong, this, &WebSocketRoomLink::heard);
    // Queued: Qt also emits it from inside open() and close().
    connect(
        socket, &QWebSocket::disconnected, this,
        [this, generation = m_generation] { disconnected(generation); }, Qt::QueuedConnection);
    const auto failed = [this, generation = m_generation](QAbstractSocket::SocketError error) {
        if (generation == m_generation && !m_reason) {
            m_reason = unreachable(u"socket error %1"_s.arg(static_cast<int>(error)));
        }
        disconnected(generation);
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(socket, &QWebSocket::errorOccurred, this, failed, Qt::QueuedConnection);
#else
    qRegisterMetaType<QAbstractSocket::SocketError>();
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, failed,
            Qt::QueuedConnection);
#endif
}

/// QWebSocket does not expose its peer's certificate (its sslConfiguration() is the one from before
/// the handshake), but the socket it creates is its child. If a Qt version does that differently,
/// nothing is trusted.
QSslSocket *WebSocketRoomLink::tlsSocket() const
{
    return m_socket->findChild<QSslSocket *>();
}

bool WebSocketRoomLink::peerIsTrusted() const
{
    if (m_link.certificate.isEmpty()) {
        return true;
    }
    const QSslSocket *tls = tlsSocket();
    return tls != nullptr && tls->isEncrypted() &&
           matchesPin(tls->peerCertificate(), m_link.certificate);
}

void WebSocketRoomLink::checkSslErrors()
{
    const QSslSocket *tls = tlsSocket();
    if (tls != nullptr && matchesPin(tls->peerCertificate(), m_link.certificate)) {
        m_socket->ignoreSslErrors();
        return;
    }
    m_reason = Error{ErrorCode::CertificateUnknown, u"the room's WebSocket"_s};
}

void WebSocketRoomLink::connected()
{
    if (m_state != State::Connecting) {
        return;
    }
    // Only the upgrade request, which holds no secret, has been sent so far.
    if (!peerIsTrusted()) {
        end(Error{ErrorCode::CertificateUnknown, u"the room's WebSocket"_s});
        return;
    }
    if (m_socket->subprotocol() != QLatin1String(kSubprotocol)) {
        end(Error{ErrorCode::Malformed, u"another subprotocol"_s});
        return;
    }
    m_deadline.stop();
    m_state = State::Open;
    m_unansweredPings = 0;
    m_addressMissing = 0;
    m_dropped = 0;
    m_pingTimer.start();
    m_addressTimer.start();
    Q_EMIT opened();
}

void WebSocketRoomLink::send(const ClientMessage &message)
{
    if (m_state == State::Open) {
        m_socket->sendTextMessage(QString::fromUtf8(serialize(message)));
    }
}

void WebSocketRoomLink::textReceived(const QString &text)
{
    if (m_state != State::Open) {
        return;
    }
    heard();
    const auto message = parseServiceMessage(text.toUtf8());
    if (!message) {
        return drop(message.error());
    }
    Q_EMIT received(*message);
}

/// A malformed message costs only itself, never the connection.
void WebSocketRoomLink::drop(const ParseError &problem)
{
    if (m_state != State::Open) {
        return;
    }
    if (++m_dropped <= kMostComplaints) {
        qCWarning(logNet) << "dropped a message of the service:"
                          << errorCodeName(problem.error.code);
    }
    Q_EMIT garbled(problem);
}

void WebSocketRoomLink::heard()
{
    m_unansweredPings = 0;
    m_answerDue.stop();
}

void WebSocketRoomLink::check()
{
    if (m_state == State::Open && !m_answerDue.isActive()) {
        m_answerDue.start(m_times.answer);
        m_socket->ping();
    }
}

void WebSocketRoomLink::pingOrGiveUp()
{
    if (m_unansweredPings * m_times.ping >= m_times.silence) {
        end(unreachable(u"the service is silent"_s));
        return;
    }
    ++m_unansweredPings;
    m_socket->ping();
}

void WebSocketRoomLink::checkAddress()
{
    m_addressMissing = m_isOwnAddress(m_socket->localAddress()) ? 0 : m_addressMissing + 1;
    if (m_addressMissing >= kMostAddressMissing) {
        end(unreachable(u"this computer's address has changed"_s));
    }
}

void WebSocketRoomLink::close()
{
    if (m_state == State::Closed || m_state == State::Closing) {
        return;
    }
    m_state = State::Closing;
    m_reason = Error{ErrorCode::Cancelled, u"closed here"_s};
    m_pingTimer.stop();
    m_addressTimer.stop();
    m_answerDue.stop();
    m_deadline.start(m_times.closing);
    m_socket->close();
}

void WebSocketRoomLink::disconnected(int generation)
{
    if (generation != m_generation) {
        return;
    }
    end(m_reason.value_or(unreachable(u"the service closed the connection"_s)));
}

void WebSocketRoomLink::end(const Error &error)
{
    if (m_state == State::Closed) {
        return;
    }
    m_state = State::Closed;
    m_pingTimer.stop();
    m_addressTimer.stop();
    m_answerDue.stop();
    m_deadline.stop();
    // Deferred deletion: this may run inside one of its signals.
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
    qCDebug(logNet) << "the room's connection ended:" << errorCodeName(error.code) << error.detail;
    Q_EMIT closed(error);
}

} // namespace prosc
