#include "app/server/janus/janus_link.h"
#include "app/server/janus/janus_process.h"
#include "app/server/janus/janus_replies.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

#include <atomic>
#include <functional>
#include <future>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// Listens where Janus should, and answers as it is told.
class Server : public QObject
{
public:
    /// Whether a request with this secret is accepted.
    using Accepts = std::function<bool(const QString &)>;

    explicit Server(Accepts accepts)
        : m_accepts(std::move(accepts)), m_server(u"Janus"_s, QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols({u"janus-protocol"_s});
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            auto *socket = m_server.nextPendingConnection();
            socket->setParent(this);
            connect(socket, &QWebSocket::textMessageReceived, socket,
                    [this, socket](const QString &text) { answer(*socket, text); });
        });
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    QStringList secrets;

private:
    void answer(QWebSocket &socket, const QString &text)
    {
        const auto request = QJsonDocument::fromJson(text.toUtf8()).object();
        const QString secret = request.value(u"apisecret"_s).toString();
        if (!secret.isEmpty()) {
            secrets += secret;
        }
        QJsonObject reply{{u"janus"_s, u"success"_s},
                          {u"data"_s, QJsonObject{{u"id"_s, 7}}},
                          {u"transaction"_s, request.value(u"transaction"_s)}};
        if (request.value(u"janus"_s) == u"info"_s) {
            reply.insert(u"plugins"_s, QJsonObject{{u"janus.plugin.videoroom"_s, QJsonObject()}});
        } else if (!m_accepts(secret)) {
            reply.insert(u"janus"_s, u"error"_s);
            reply.insert(u"error"_s, QJsonObject{{u"code"_s, 403}});
        }
        socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(reply).toJson(QJsonDocument::Compact)));
    }

    Accepts m_accepts;
    QWebSocketServer m_server;
};

/// A link to it, with a thread of its own.
class Client
{
public:
    explicit Client(const JanusEndpoint &endpoint)
    {
        boost::asio::post(m_io, [this, endpoint] {
            m_link = std::make_unique<JanusLink>(
                m_io, endpoint,
                JanusLink::Events{.ready = [this] { isReady = true; },
                                  .event = {},
                                  .claimed = {},
                                  .closed = [this](const Error &) { isClosed = true; }});
        });
    }
    ~Client()
    {
        boost::asio::post(m_io, [this] { m_link.reset(); });
        m_guard.reset();
        m_thread.join();
    }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    std::atomic<bool> isReady = false;
    std::atomic<bool> isClosed = false;

private:
    boost::asio::io_context m_io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_guard{
        m_io.get_executor()};
    std::unique_ptr<JanusLink> m_link;
    std::thread m_thread{[this] { m_io.run(); }};
};

const QString kRight = u"the right one"_s;

bool listens(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

/// What the Janus there answers; empty if it does not.
QString asked(quint16 port, QJsonObject request)
{
    QWebSocket socket;
    QString answer;
    request.insert(u"transaction"_s, u"1"_s);
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                     [&](const QString &text) { answer = text; });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"janus-protocol"_s});
    socket.open(QUrl(u"ws://127.0.0.1:%1"_s.arg(port)), options);
    (void)QTest::qWaitFor([&] { return !answer.isEmpty(); }, 5000);
    return answer;
}

JanusEndpoint endpointOf(const Server &server)
{
    return {server.port(), kRight, u"admin"_s, ::geteuid()};
}

} // namespace

/// Whether the program behind the port is our Janus.
class TestJanusLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void link_isReady_whenOnlyTheRightSecretIsAccepted()
    {
        Server server([](const QString &secret) { return secret == kRight; });
        Client client(endpointOf(server));
        QTRY_VERIFY(client.isReady);
        QVERIFY(!client.isClosed);
    }

    void link_isClosedAndKeepsTheSecret_whenAnySecretIsAccepted()
    {
        Server server([](const QString &) { return true; });
        Client client(endpointOf(server));
        QTRY_VERIFY(client.isClosed);
        QVERIFY(!client.isReady);
        QVERIFY(!server.secrets.isEmpty());
        QVERIFY(!server.secrets.contains(kRight));
    }

    void link_isClosed_whenTheRightSecretIsRefused()
    {
        Server server([](const QString &) { return false; });
        Client client(endpointOf(server));
        QTRY_VERIFY(client.isClosed);
        QVERIFY(!client.isReady);
    }

    void link_isClosed_whenAnotherUserListens()
    {
        Server server([](const QString &secret) { return secret == kRight; });
        auto endpoint = endpointOf(server);
        ++endpoint.user;
        Client client(endpoint);
        QTRY_VERIFY(client.isClosed);
        QVERIFY(server.secrets.isEmpty());
    }

    /// The real one: what it says to a user without the secret, and what a wrong one gets.
    void janus_tellsNobodyASecret_andRefusesAWrongOne()
    {
        if (!findJanus({})) {
            QSKIP("Janus is not installed");
        }
        std::promise<JanusEndpoint> started;
        JanusProcess::Events events;
        events.started = [&](const JanusEndpoint &endpoint) { started.set_value(endpoint); };
        events.ended = [](const Error &) {};
        const JanusProcess janus({}, events);
        const auto endpoint = started.get_future().get();
        QTRY_COMPARE(listens(endpoint.port), true);
        QVERIFY(listensAs(endpoint.user, endpoint.port));
        QVERIFY(!listensAs(endpoint.user + 1, endpoint.port));
        const auto info = asked(endpoint.port, {{u"janus"_s, u"info"_s}});
        QVERIFY(info.contains(u"janus.plugin.videoroom"_s));
        for (const QString &secret : {endpoint.apiSecret, endpoint.adminKey}) {
            QVERIFY(secret.size() >= 32 && !info.contains(secret));
        }
        const auto create = [&](const QString &secret) {
            return asked(endpoint.port, {{u"janus"_s, u"create"_s}, {u"apisecret"_s, secret}});
        };
        QVERIFY(create(u"wrong"_s).contains(u"403"_s));
        QVERIFY(create(endpoint.apiSecret).contains(u"success"_s));
    }

    void listener_isFound_inTheSystemsTable()
    {
        const QByteArray table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
            "   0: 0100007F:A4E7 0100007F:99EE 01 00000000:00000000 03:00001401 00000000  1001  0\n"
            "   1: 0100007F:A4E7 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1002  0\n"
            "   2: 00000000:A4E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1003  0\n"
            "   3: 0000000000000000FFFF00000100007F:A4E9 00000000000000000000000000000000:0000 0A "
            "00000000:00000000 00:00000000 00000000  1004  0\n";
        QCOMPARE(listenerIn(table, 0xA4E7), std::optional<uint>(1002));
        QCOMPARE(listenerIn(table, 0xA4E8), std::nullopt);
        QCOMPARE(listenerIn(table, 0xA4E9), std::optional<uint>(1004));
        QCOMPARE(listenerIn({}, 0xA4E7), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestJanusLink)
#include "test_janus_link.moc"
