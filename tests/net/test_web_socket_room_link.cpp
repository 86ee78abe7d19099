#include "app/net/web_socket_room_link.h"

#include "tests/net/own_certificate.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

/// A minimal room service for a link.
class FakeService : public QObject
{
public:
    explicit FakeService(const test::OwnCertificate *certificate = nullptr)
        : m_server(u"test"_s, certificate != nullptr ? QWebSocketServer::SecureMode
                                                     : QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols({QLatin1String(kSubprotocol)});
        if (certificate != nullptr) {
            m_server.setSslConfiguration(certificate->configuration());
        }
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            peer.reset(m_server.nextPendingConnection());
            connect(peer.get(), &QWebSocket::textMessageReceived, this,
                    [this](const QString &text) { received.push_back(text.toUtf8()); });
            connect(peer.get(), &QWebSocket::disconnected, this, [this] { ++disconnected; });
        });
    }

    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] JoinLink link(const QString &pin = {}) const
    {
        const bool secure = m_server.secureMode() == QWebSocketServer::SecureMode;
        return {QUrl(u"%1://127.0.0.1:%2"_s.arg(secure ? u"https"_s : u"http"_s)
                         .arg(m_server.serverPort())),
                RoomId{u"r"_s}, u"t"_s, pin};
    }
    void send(const ServiceMessage &message) const
    {
        peer->sendTextMessage(QString::fromUtf8(serialize(message)));
    }

    std::unique_ptr<QWebSocket> peer;
    std::vector<QByteArray> received;
    int disconnected = 0;

private:
    QWebSocketServer m_server;
};

/// A service that completes the handshake and then sends nothing, not even a pong.
class SilentService : public QTcpServer
{
public:
    SilentService()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { answer(*socket); });
        });
    }

    [[nodiscard]] bool listen() { return QTcpServer::listen(QHostAddress::LocalHost); }
    [[nodiscard]] JoinLink link() const
    {
        return {QUrl(u"http://127.0.0.1:%1"_s.arg(serverPort())), RoomId{u"r"_s}, u"t"_s, {}};
    }

private:
    static void answer(QTcpSocket &socket)
    {
        const QByteArray request = socket.readAll();
        const QByteArray field("Sec-WebSocket-Key: ");
        const qsizetype at = request.indexOf(field);
        if (at < 0) {
            return;
        }
        const qsizetype from = at + field.size();
        const QByteArray key = request.mid(from, request.indexOf("\r\n", from) - from);
        socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Protocol: proscenium.v2\r\n"
                     "Sec-WebSocket-Accept: " +
                     QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                              QCryptographicHash::Sha1)
                         .toBase64() +
                     "\r\n\r\n");
    }
};

struct Watched
{
    explicit Watched(const JoinLink &target, RoomLinkTimes times = {},
                     WebSocketRoomLink::IsOwnAddress isOwn = isOwnAddress)
        : link(target, times, std::move(isOwn)), opened(&link, &RoomLink::opened),
          closed(&link, &RoomLink::closed)
    {
        QObject::connect(&link, &RoomLink::received, &link,
                         [this](const ServiceMessage &message) { messages.push_back(message); });
        QObject::connect(&link, &RoomLink::garbled, &link,
                         [this](const ParseError &problem) { garbled.push_back(problem); });
    }
    [[nodiscard]] ErrorCode reason() const { return closed.last()[0].value<Error>().code; }

    WebSocketRoomLink link;
    QSignalSpy opened;
    QSignalSpy closed;
    std::vector<ServiceMessage> messages;
    std::vector<ParseError> garbled;
};

} // namespace

class TestWebSocketRoomLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messages_goBothWays_whenItIsOpen()
    {
        FakeService service;
        QVERIFY(service.listen());
        Watched watched(service.link());
        const ClientMessage hand{7, msg::SetHand{true}};
        watched.link.send(hand);
        watched.link.open();
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        QTRY_VERIFY(service.peer);
        QCOMPARE(service.peer->requestUrl().path(), u"/api/room"_s);
        watched.link.send(hand);
        QTRY_COMPARE(service.received.size(), size_t(1));
        const auto parsed = parseClientMessage(service.received[0]);
        QVERIFY(parsed);
        QVERIFY(*parsed == hand);

        const ServiceMessage ok{7, msg::Ok{}};
        service.send(ok);
        QTRY_COMPARE(watched.messages.size(), size_t(1));
        QVERIFY(watched.messages[0] == ok);
        QCOMPARE(watched.closed.size(), 0);
    }

    void close_deliversWhatWasSent_andEndsOnce()
    {
        FakeService service;
        QVERIFY(service.listen());
        Watched watched(service.link());
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        watched.link.send({1, msg::Leave{}});
        watched.link.close();
        watched.link.close();
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Cancelled);
        QTRY_COMPARE(service.disconnected, 1);
        QCOMPARE(service.received.size(), size_t(1));

        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 2);
        QCOMPARE(watched.closed.size(), 1);
    }

    void closed_isUnreachable_whenTheServiceCloses()
    {
        FakeService service;
        QVERIFY(service.listen());
        Watched watched(service.link());
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        QTRY_VERIFY(service.peer);
        service.peer->close();
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
    }

    void closed_isUnreachable_whenNobodyListens()
    {
        QTcpServer unused;
        QVERIFY(unused.listen(QHostAddress::LocalHost));
        JoinLink link{
            QUrl(u"http://127.0.0.1:%1"_s.arg(unused.serverPort())), RoomId{u"r"_s}, u"t"_s, {}};
        unused.close();
        Watched watched(link);
        watched.link.open();
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
        QCOMPARE(watched.opened.size(), 0);
        watched.link.open();
        QTRY_COMPARE(watched.closed.size(), 2);
    }

    void closed_isUnreachable_whenTheServiceNeverAnswers()
    {
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        JoinLink link{
            QUrl(u"http://127.0.0.1:%1"_s.arg(mute.serverPort())), RoomId{u"r"_s}, u"t"_s, {}};
        RoomLinkTimes times;
        times.connecting = 100ms;
        Watched watched(link, times);
        watched.link.open();
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
    }

    void closed_isUnreachable_whenTheServiceFallsSilent()
    {
        SilentService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.ping = 20ms;
        times.silence = 60ms;
        Watched watched(service.link(), times);
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
    }

    void check_endsTheLink_whenNobodyAnswers()
    {
        SilentService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.answer = 50ms;
        Watched watched(service.link(), times);
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        watched.link.check();
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
    }

    void check_changesNothing_whenTheServiceAnswers()
    {
        FakeService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.address = 20ms;
        times.answer = 300ms;
        int looks = 0;
        Watched watched(service.link(), times, [&looks](const QHostAddress &) { return ++looks; });
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        watched.link.check();
        QTRY_VERIFY(looks * times.address > 2 * times.answer);
        QCOMPARE(watched.closed.size(), 0);
    }

    void closed_isUnreachable_whenTheOwnAddressIsGone()
    {
        FakeService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.address = 20ms;
        bool isThere = true;
        int looks = 0;
        Watched watched(service.link(), times, [&](const QHostAddress &address) {
            ++looks;
            return isThere && address.isLoopback();
        });
        watched.link.open();
        QTRY_VERIFY(looks > 3);
        QCOMPARE(watched.closed.size(), 0);
        isThere = false;
        QTRY_COMPARE(watched.closed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
    }

    void link_staysOpen_whenTheAddressIsGoneForAMoment()
    {
        FakeService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.address = 20ms;
        int looks = 0;
        Watched watched(service.link(), times,
                        [&looks](const QHostAddress &) { return ++looks % 2 == 0; });
        watched.link.open();
        QTRY_VERIFY(looks > 6);
        QCOMPARE(watched.closed.size(), 0);
    }

    void ownAddress_isOneOfThisComputers()
    {
        QVERIFY(isOwnAddress(QHostAddress(QHostAddress::LocalHost)));
        QVERIFY(isOwnAddress(QHostAddress(u"::ffff:127.0.0.1"_s)));
        QVERIFY(!isOwnAddress(QHostAddress(u"192.0.2.1"_s)));
    }

    void link_staysOpen_whenTheServiceAnswersPings()
    {
        FakeService service;
        QVERIFY(service.listen());
        RoomLinkTimes times;
        times.ping = 10ms;
        times.silence = 200ms;
        Watched watched(service.link(), times);
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        QTRY_VERIFY(service.peer);
        int pongs = 0;
        connect(service.peer.get(), &QWebSocket::pong, &service, [&pongs] { ++pongs; });
        // 500 ms, 50 of our pings, exceed the allowed silence; after that the service's own ping is
        // answered, too.
        QElapsedTimer time;
        time.start();
        QTRY_VERIFY(time.elapsed() > 500);
        service.peer->ping();
        QTRY_COMPARE(pongs, 1);
        QCOMPARE(watched.closed.size(), 0);
    }

    void message_isDropped_whenItIsNotTheProtocols_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isBinary");
        QTest::addColumn<int>("re");
        QTest::addColumn<QString>("type");
        const auto row = [](const char *name, const QByteArray &text, int re = 0,
                            const char *type = "", bool isBinary = false) {
            QTest::newRow(name) << text << isBinary << re << QString::fromLatin1(type);
        };
        row("empty", "");
        row("no JSON", "hello");
        row("HTML", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>");
        row("cut off", "{\"v\":2,\"type\":\"state\",\"re");
        row("an array", "[1,2,3]");
        row("unknown type", "{\"v\":2,\"type\":\"dance\",\"re\":3}", 3);
        row("unknown field", "{\"v\":2,\"type\":\"ok\",\"re\":1,\"x\":1}", 1, "ok");
        row("wrong types", "{\"v\":2,\"type\":\"sessionEnded\",\"reason\":7}", 0, "sessionEnded");
        row("huge number", "{\"v\":2,\"type\":\"ok\",\"re\":1e300}");
        row("negative id", "{\"v\":2,\"type\":\"ok\",\"re\":-1}");
        row("number out of range",
            "{\"v\":2,\"type\":\"pauseRecorder\",\"recording\":\"r\",\"epoch\":1e18,\"paused\":"
            "true}",
            0, "pauseRecorder");
        row("deep", QByteArray(3000, '[') + QByteArray(3000, ']'));
        row("NUL", QByteArray("{\0}", 3));
        row("state without its fields", "{\"v\":2,\"type\":\"state\"}", 0, "state");
        row("welcome of nobody", "{\"v\":2,\"type\":\"welcome\",\"re\":2,\"participant\":\"\"}", 2,
            "welcome");
        row("another version", "{\"v\":9,\"type\":\"ok\",\"re\":1}", 1);
        row("binary", QByteArray(1000, '\xff'), 0, "", true);
        row("binary JSON", "{\"v\":2,\"type\":\"sessionEnded\",\"reason\":\"ended\"}", 0, "", true);
    }
    void message_isDropped_whenItIsNotTheProtocols()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isBinary);
        QFETCH(int, re);
        QFETCH(QString, type);
        FakeService service;
        QVERIFY(service.listen());
        Watched watched(service.link());
        watched.link.open();
        QTRY_VERIFY(service.peer && watched.opened.size() == 1);
        for (int i = 0; i < 10; ++i) {
            if (isBinary) {
                service.peer->sendBinaryMessage(text);
            } else {
                service.peer->sendTextMessage(QString::fromUtf8(text));
            }
        }
        const ServiceMessage ok{7, msg::Ok{}};
        service.send(ok);
        QTRY_COMPARE(watched.messages.size(), size_t(1));
        QVERIFY(watched.messages[0] == ok);
        QCOMPARE(watched.garbled.size(), size_t(10));
        QCOMPARE(watched.garbled[0].id, re);
        QCOMPARE(watched.garbled[0].type, type);
        QCOMPARE(watched.closed.size(), 0);
        QCOMPARE(service.disconnected, 0);
    }

    void link_opens_whenTheCertificateIsTheLinksOwn()
    {
        const auto certificate = test::makeOwnCertificate();
        FakeService service(&certificate);
        QVERIFY(service.listen());
        Watched watched(service.link(certificate.sha256()));
        watched.link.open();
        QTRY_COMPARE(watched.opened.size(), 1);
        watched.link.send({1, msg::Leave{}});
        QTRY_COMPARE(service.received.size(), size_t(1));
    }

    void closed_isCertificateUnknown_whenItIsAnother()
    {
        const auto certificate = test::makeOwnCertificate();
        const auto other = test::makeOwnCertificate();
        for (const QString &pin : {other.sha256(), QString()}) {
            FakeService service(&certificate);
            QVERIFY(service.listen());
            Watched watched(service.link(pin));
            watched.link.open();
            QTRY_COMPARE(watched.closed.size(), 1);
            QCOMPARE(watched.reason(), ErrorCode::CertificateUnknown);
            QCOMPARE(watched.opened.size(), 0);
            QVERIFY(!service.peer);
        }
    }

    void destroying_isSilent_whileConnecting()
    {
        FakeService service;
        QVERIFY(service.listen());
        auto watched = std::make_unique<Watched>(service.link());
        watched->link.open();
        watched.reset();
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestWebSocketRoomLink)
#include "test_web_socket_room_link.moc"
