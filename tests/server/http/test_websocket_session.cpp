#include "app/server/http/http_server.h"
#include "tests/server/http/http_test_support.h"

#include <QSignalSpy>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

class NoHttp final : public HttpHandler
{
public:
    HttpDecision decide(const HttpRequest &) override { return {}; }
};

/// Echoes; answers "flood" with 16 MiB and "close" by closing.
class EchoHandler final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketPeer> &) override { ++openedCount; }
    void message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text) override
    {
        ++messages;
        m_inside = true;
        if (text == "flood") {
            for (int i = 0; i < 256; ++i) {
                peer->send(QByteArray(65'536, 'x'));
            }
        } else if (text == "close") {
            peer->send("last words");
            peer->close(4001, "enough");
            peer->send("never sent");
        } else {
            peer->send(text);
        }
        m_inside = false;
    }
    void closed(const std::shared_ptr<WebSocketPeer> &peer) override
    {
        silenceAtEnd = peer->silence().count();
        closedInside = closedInside || m_inside;
        ++closedCount;
    }

    std::atomic<int> openedCount = 0;
    std::atomic<int> messages = 0;
    std::atomic<int> closedCount = 0;
    std::atomic<bool> closedInside = false;
    std::atomic<int64_t> silenceAtEnd = 0;

private:
    bool m_inside = false;
};

QByteArray upgradeRequest(const QByteArray &extra = {}, const QByteArray &path = "/api/room",
                          const QByteArray &protocol = "proscenium.v2")
{
    return "GET " + path +
           " HTTP/1.1\r\nHost: room.test:8480\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Protocol: " +
           protocol + "\r\n" + extra + "\r\n";
}

void open(QWebSocket &socket, int port)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"proscenium.v2"_s});
    socket.open(QUrl(u"ws://127.0.0.1:%1/api/room"_s.arg(port)), options);
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
}

} // namespace

class TestWebSocketSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_handler = std::make_shared<EchoHandler>();
        m_options = {};
    }

    void client_isDropped_whenItOnlyPings()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        for (int i = 0; i < 300; ++i) {
            client.ping();
        }
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    }

    void client_makesRoom_onlyBeforeItsFirstMessage()
    {
        m_options.maxConnections = 2;
        RunningServer server = make();
        QWebSocket silent;
        open(silent, server.port());
        QWebSocket first;
        open(first, server.port());
        QSignalSpy echoed(&first, &QWebSocket::textMessageReceived);
        first.sendTextMessage(u"hello"_s);
        QTRY_COMPARE(echoed.size(), 1);
        QWebSocket second;
        open(second, server.port());
        QTRY_COMPARE(silent.state(), QAbstractSocket::UnconnectedState);
        second.sendTextMessage(u"hello"_s);
        QCOMPARE(first.state(), QAbstractSocket::ConnectedState);
        first.sendTextMessage(u"again"_s);
        QTRY_COMPARE(echoed.size(), 2);
    }

    void messages_comeBack_inOrder()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        QCOMPARE(client.subprotocol(), u"proscenium.v2"_s);
        QStringList received;
        connect(&client, &QWebSocket::textMessageReceived, this,
                [&](const QString &text) { received.append(text); });
        QStringList sent;
        for (int i = 0; i < 200; ++i) {
            sent.append(u"message %1 ä"_s.arg(i));
            client.sendTextMessage(sent.last());
        }
        const QString largest(kMaxMessageBytes, QLatin1Char('m'));
        sent.append(largest);
        client.sendTextMessage(largest);
        QTRY_COMPARE(received.size(), sent.size());
        QVERIFY(received == sent);
        client.close();
        QTRY_COMPARE(m_handler->closedCount.load(), 1);
        QCOMPARE(m_handler->openedCount.load(), 1);
        QTRY_COMPARE(server.connectionCount(), 0);
    }

    void tooLargeMessage_closes_with1009()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        client.sendTextMessage(QString(kMaxMessageBytes + 1, QLatin1Char('m')));
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(client.closeCode()), 1009);
        QTRY_COMPARE(m_handler->closedCount.load(), 1);
        QCOMPARE(m_handler->messages.load(), 0);
    }

    void binaryMessage_closes_with1003()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        client.sendBinaryMessage("binary");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(client.closeCode()), 1003);
        QCOMPARE(m_handler->messages.load(), 0);
    }

    void handlersClose_sendsQueueFirst_thenCode()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        QSignalSpy received(&client, &QWebSocket::textMessageReceived);
        client.sendTextMessage(u"close"_s);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.at(0).at(0).toString(), u"last words"_s);
        QCOMPARE(int(client.closeCode()), 4001);
        QCOMPARE(client.closeReason(), u"enough"_s);
        QTRY_COMPARE(m_handler->closedCount.load(), 1);
    }

    void peerThatDoesNotRead_isDropped_afterQueueLimit()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.socket().setReadBufferSize(1);
        client.send(upgradeRequest());
        QTRY_COMPARE(m_handler->openedCount.load(), 1);
        // "flood", masked with zeros
        client.send(QByteArray("\x81\x85\0\0\0\0flood", 11));
        QTRY_COMPARE(m_handler->closedCount.load(), 1);
        QVERIFY(!m_handler->closedInside);
        QTRY_COMPARE(server.connectionCount(), 0);
    }

    void silentPeer_isClosed_whileOneThatAnswersPingsStays()
    {
        m_options.pingInterval = 50ms;
        m_options.silenceLimit = 400ms;
        RunningServer server = make();
        QWebSocket answering;
        open(answering, server.port());
        RawClient silent(server.port());
        silent.send(upgradeRequest());
        QTRY_COMPARE(m_handler->openedCount.load(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(m_handler->closedCount.load(), 1, 5000);
        QVERIFY(silent.isClosedWithin(2000));
        // Its last sign of life was the handshake.
        QVERIFY(std::chrono::nanoseconds(m_handler->silenceAtEnd) > 400ms);
        QCOMPARE(answering.state(), QAbstractSocket::ConnectedState);
        QSignalSpy received(&answering, &QWebSocket::textMessageReceived);
        answering.sendTextMessage(u"still here"_s);
        QTRY_COMPARE(received.size(), 1);
        answering.close();
        QTRY_COMPARE(m_handler->closedCount.load(), 2);
        QVERIFY(std::chrono::nanoseconds(m_handler->silenceAtEnd) < 400ms);
    }

    void upgrade_isRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("another path") << upgradeRequest({}, "/api/other") << 400;
        QTest::newRow("another subprotocol") << upgradeRequest({}, "/api/room", "chat") << 400;
        QTest::newRow("foreign origin") << upgradeRequest("Origin: https://evil.test\r\n") << 403;
        QTest::newRow("same host, other port")
            << upgradeRequest("Origin: http://room.test:9999\r\n") << 403;
        QTest::newRow("opaque origin") << upgradeRequest("Origin: null\r\n") << 403;
        QTest::newRow("own origin") << upgradeRequest("Origin: http://room.test:8480\r\n") << 101;
        QTest::newRow("public origin")
            << upgradeRequest("Origin: https://room.example.org\r\n") << 101;
        QTest::newRow("no origin") << upgradeRequest() << 101;
    }
    void upgrade_isRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        m_options.publicUrl = u"https://room.example.org/"_s;
        RunningServer server = make();
        RawClient client(server.port());
        client.send(request);
        QCOMPARE(client.answer(status != 101).status, status);
        QTRY_COMPARE(m_handler->openedCount.load(), status == 101 ? 1 : 0);
    }

    void sockets_areLimitedByForwardedAddress_behindProxy()
    {
        m_options.behindProxy = true;
        m_options.maxConnectionsPerAddress = 1;
        RunningServer server = make();
        RawClient first(server.port());
        first.send(upgradeRequest("X-Forwarded-For: 192.0.2.1\r\n"));
        QCOMPARE(first.answer(false).status, 101);
        RawClient second(server.port());
        second.send(upgradeRequest("X-Forwarded-For: 192.0.2.1\r\n"));
        QCOMPARE(second.answer().status, 429);
        RawClient third(server.port());
        third.send(upgradeRequest("X-Forwarded-For: 192.0.2.2\r\n"));
        QCOMPARE(third.answer(false).status, 101);
    }

    void stop_says1001_andTellsHandlerAtOnce()
    {
        RunningServer server = make();
        QWebSocket client;
        open(client, server.port());
        server.stop();
        QCOMPARE(m_handler->closedCount.load(), 1);
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(int(client.closeCode()), 1001);
        QTRY_COMPARE(server.connectionCount(), 0);
        QCOMPARE(m_handler->closedCount.load(), 1);
    }

private:
    RunningServer make() { return RunningServer(m_options, std::make_shared<NoHttp>(), m_handler); }

    HttpServerOptions m_options;
    std::shared_ptr<EchoHandler> m_handler;
};

QTEST_GUILESS_MAIN(TestWebSocketSession)
#include "test_websocket_session.moc"
