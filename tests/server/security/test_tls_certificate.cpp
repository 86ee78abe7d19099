#include "app/server/security/tls_certificate.h"
#include "tests/server/fixed_clock.h"
#include "tests/server/http/http_test_support.h"

#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

class Hello final : public HttpHandler
{
public:
    HttpDecision decide(const HttpRequest &) override
    {
        HttpDecision decision;
        decision.response.body = QByteArray(1'000'000, 'h');
        return decision;
    }
};

class Echo final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketPeer> &) override {}
    void message(const std::shared_ptr<WebSocketPeer> &peer, const QByteArray &text) override
    {
        peer->send(text);
    }
    void closed(const std::shared_ptr<WebSocketPeer> &) override { ++closedCount; }
    std::atomic<int> closedCount = 0;
};

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTlsCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void ownCertificate_namesMachine_andIsPrivate()
    {
        const auto made = ownTlsCertificate(path("own"), m_names, m_clock);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        const QSslCertificate certificate(read(made->files.certificate));
        QVERIFY(!certificate.isNull());
        QCOMPARE(made->fingerprint,
                 QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex()));
        const auto names = certificate.subjectAlternativeNames();
        for (const char *address : {"127.0.0.1", "192.0.2.10", "2001:db8::10"}) {
            QVERIFY(names.values(QSsl::IpAddressEntry).contains(QString::fromLatin1(address)) ||
                    names.values(QSsl::IpAddressEntry).contains(u"2001:DB8:0:0:0:0:0:10"_s));
        }
        QVERIFY(names.contains(QSsl::DnsEntry, u"localhost"_s));
        QVERIFY(names.contains(QSsl::DnsEntry, u"laptop"_s));
        const auto lifetime = certificate.effectiveDate().daysTo(certificate.expiryDate());
        QCOMPARE(lifetime, 397);
        QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
        QVERIFY((QFile::permissions(made->files.key) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    }

    void ownCertificate_isKept_untilItNearsItsEnd()
    {
        const auto first = ownTlsCertificate(path("own"), m_names, m_clock);
        FixedClock later;
        later.advance(24h * 380);
        QCOMPARE(ownTlsCertificate(path("own"), m_names, later)->fingerprint, first->fingerprint);
        later.advance(24h * 12);
        QVERIFY(ownTlsCertificate(path("own"), m_names, later)->fingerprint != first->fingerprint);
    }

    void ownCertificate_isMadeAnew_onAnotherNetwork()
    {
        const auto first = ownTlsCertificate(path("own"), m_names, m_clock);
        const TlsNames grown{m_names.hostName, m_names.addresses + QStringList{u"198.51.100.1"_s}};
        QCOMPARE(ownTlsCertificate(path("own"), grown, m_clock)->fingerprint, first->fingerprint);
        const TlsNames moved{m_names.hostName, {u"198.51.100.1"_s}};
        QVERIFY(ownTlsCertificate(path("own"), moved, m_clock)->fingerprint != first->fingerprint);
    }

    void ownCertificate_isMadeAnew_whenDamaged()
    {
        const auto first = ownTlsCertificate(path("own"), m_names, m_clock);
        write(first->files.certificate, "nonsense");
        const auto second = ownTlsCertificate(path("own"), m_names, m_clock);
        QVERIFY(second);
        QVERIFY(second->fingerprint != first->fingerprint);
    }

    void ownCertificate_isRefused_whenOthersCanReadKey()
    {
        const auto first = ownTlsCertificate(path("own"), m_names, m_clock);
        QVERIFY(QFile::setPermissions(first->files.key,
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        const auto second = ownTlsCertificate(path("own"), m_names, m_clock);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::PermissionDenied);
    }

    void thisMachine_hasNoLoopbackOrScopedAddress()
    {
        const TlsNames names = TlsNames::ofThisMachine();
        QVERIFY(!names.addresses.contains(u"127.0.0.1"_s));
        for (const QString &address : names.addresses) {
            QVERIFY(!QHostAddress(address).isNull());
            QVERIFY(!address.contains(QLatin1Char('%')));
        }
        QVERIFY(ownTlsCertificate(path("own"), names, m_clock));
    }

    void configuredCertificate_isRead_orRefusedWithReason()
    {
        const TlsFiles good = ownTlsCertificate(path("own"), m_names, m_clock)->files;
        const TlsFiles other = ownTlsCertificate(path("other"), m_names, m_clock)->files;
        QVERIFY(configuredTlsCertificate(good, m_clock));

        const QString missing = path("missing.pem");
        const QString text = path("text.pem");
        write(text, "no PEM here");
        FixedClock later;
        later.advance(24h * 400);
        const auto refuse = [](const Result<TlsCertificate> &result, const QString &file,
                               const char *reason) {
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::ConfigInvalid);
            QVERIFY2(result.error().detail.contains(file) &&
                         result.error().detail.contains(QLatin1String(reason)),
                     qPrintable(result.error().detail));
        };
        refuse(configuredTlsCertificate({missing, good.key}, m_clock), missing, "no such file");
        refuse(configuredTlsCertificate({good.certificate, missing}, m_clock), missing,
               "no such file");
        refuse(configuredTlsCertificate({text, good.key}, m_clock), text, "no certificate");
        refuse(configuredTlsCertificate({good.certificate, text}, m_clock), text, "no private key");
        refuse(configuredTlsCertificate({good.certificate, other.key}, m_clock), other.key,
               "does not belong");
        refuse(configuredTlsCertificate(good, later), good.certificate, "expired");
    }

    void server_speaksTls_withTheCertificateOfTheFingerprint()
    {
        const TlsCertificate own = *ownTlsCertificate(path("own"), m_names, SystemClock());
        RunningServer server = make(own);
        QSslSocket socket;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        // It is its own authority: a browser's checks all apply, except for the trust itself.
        configuration.setCaCertificates({QSslCertificate(read(own.files.certificate))});
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(server.port()));
        QVERIFY2(socket.waitForEncrypted(5000), qPrintable(socket.errorString()));
        QVERIFY(socket.sslHandshakeErrors().isEmpty());
        QCOMPARE(QString::fromLatin1(
                     socket.peerCertificate().digest(QCryptographicHash::Sha256).toHex()),
                 own.fingerprint);
        QVERIFY(socket.sessionProtocol() == QSsl::TlsV1_3 ||
                socket.sessionProtocol() == QSsl::TlsV1_2);
    }

    void httpAndWebSocket_work_overTls()
    {
        const TlsCertificate own = *ownTlsCertificate(path("own"), m_names, SystemClock());
        RunningServer server = make(own);
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl(u"https://127.0.0.1:%1/"_s.arg(server.port())));
        request.setSslConfiguration(configuration);
        for (int i = 0; i < 2; ++i) {
            std::unique_ptr<QNetworkReply> reply(manager.get(request));
            QTRY_VERIFY(reply->isFinished());
            QCOMPARE(reply->error(), QNetworkReply::NoError);
            QCOMPARE(reply->readAll().size(), 1'000'000);
        }

        QWebSocket socket;
        socket.setSslConfiguration(configuration);
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({u"proscenium.v2"_s});
        QString received;
        connect(&socket, &QWebSocket::textMessageReceived, this,
                [&](const QString &text) { received = text; });
        socket.open(QUrl(u"wss://127.0.0.1:%1/api/room"_s.arg(server.port())), options);
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        const QString text(200'000, QLatin1Char('t'));
        socket.sendTextMessage(text);
        QTRY_VERIFY(received == text);
        socket.close();
        QTRY_COMPARE(m_echo->closedCount.load(), 1);
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
    }

    void plainRequest_isSentToHttps_onTlsPort()
    {
        RunningServer server = make(*ownTlsCertificate(path("own"), m_names, SystemClock()));
        for (const char *host : {"laptop", "127.0.0.1", "laptop:80"}) {
            const RawAnswer answer = plainly(server, host);
            QCOMPARE(answer.status, 308);
            const auto name = QByteArray(host).split(':').first();
            QCOMPARE(answer.field("location"),
                     "https://" + name + ':' + QByteArray::number(server.port()) + "/join/room1");
        }
    }

    void plainRequest_isSentNowhere_whenItNamesAnotherHost()
    {
        RunningServer server = make(*ownTlsCertificate(path("own"), m_names, SystemClock()));
        for (const char *host : {"evil.test", "laptop@evil.test", "laptop/evil", ".laptop"}) {
            const RawAnswer answer = plainly(server, host);
            QCOMPARE(answer.status, 400);
            QVERIFY(!answer.head.toLower().contains("location"));
            QVERIFY(!(answer.head + answer.body).contains("evil"));
            QVERIFY(!(answer.head + answer.body).contains("secret"));
        }
    }

    void https_isAskedForAYear_onlyWhenItIsWanted()
    {
        for (const bool wanted : {false, true}) {
            m_options.strictTransport = wanted;
            RunningServer server = make(*ownTlsCertificate(path("own"), m_names, SystemClock()));
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            QNetworkAccessManager manager;
            QNetworkRequest request(QUrl(u"https://127.0.0.1:%1/"_s.arg(server.port())));
            request.setSslConfiguration(configuration);
            std::unique_ptr<QNetworkReply> reply(manager.get(request));
            QTRY_VERIFY(reply->isFinished());
            QCOMPARE(reply->error(), QNetworkReply::NoError);
            QCOMPARE(reply->rawHeader("strict-transport-security"),
                     wanted ? QByteArray("max-age=31536000") : QByteArray());
            QCOMPARE(upgradeOverTls(server).contains("Strict-Transport-Security: max-age=31536000"),
                     wanted);
            // RFC 6797, section 7.2: never without TLS.
            QVERIFY(plainly(server, "127.0.0.1").field("strict-transport-security").isEmpty());
        }
    }

    void server_takesOnlySafeCiphers_data()
    {
        QTest::addColumn<QString>("cipher");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("GCM") << u"ECDHE-ECDSA-AES128-GCM-SHA256"_s << true;
        QTest::newRow("ChaCha20") << u"ECDHE-ECDSA-CHACHA20-POLY1305"_s << true;
        QTest::newRow("CBC") << u"ECDHE-ECDSA-AES256-SHA384"_s << false;
        QTest::newRow("CBC with SHA-1") << u"ECDHE-ECDSA-AES128-SHA"_s << false;
    }
    void server_takesOnlySafeCiphers()
    {
        QFETCH(QString, cipher);
        QFETCH(bool, isTaken);
        RunningServer server = make(*ownTlsCertificate(path("own"), m_names, SystemClock()));
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setProtocol(QSsl::TlsV1_2);
        configuration.setCiphers(cipher);
        QCOMPARE(configuration.ciphers().size(), 1);
        QSslSocket socket;
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(server.port()));
        QCOMPARE(socket.waitForEncrypted(5000), isTaken);
        QCOMPARE(socket.sessionCipher().name(), isTaken ? cipher : QString());
    }

    void stalledHandshake_isClosed_whenTimeIsOver()
    {
        m_options.headerTimeout = 300ms;
        RunningServer server = make(*ownTlsCertificate(path("own"), m_names, SystemClock()));
        RawClient client(server.port());
        client.send(QByteArray("\x16\x03\x01", 3));
        QVERIFY(client.isClosedWithin(3000));
        QTRY_COMPARE(server.connectionCount(), 0);
    }

    void create_fails_whenKeyIsMissing()
    {
        m_options.tls = ownTlsCertificate(path("own"), m_names, m_clock)->files;
        m_options.tls->key = path("missing.pem");
        boost::asio::io_context io;
        const auto server = HttpServer::create(io, m_options, std::make_shared<Hello>(), m_echo);
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::ConfigInvalid);
        QVERIFY(server.error().detail.contains(m_options.tls->key));
    }

    void cleanup()
    {
        m_options = {};
        m_echo = std::make_shared<Echo>();
    }

private:
    /// The head of the answer to a WebSocket's handshake.
    static QByteArray upgradeOverTls(RunningServer &server)
    {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(server.port()));
        socket.write("GET /api/room HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                     "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     "Sec-WebSocket-Protocol: proscenium.v2\r\n\r\n");
        QByteArray head;
        while (!head.contains("\r\n\r\n") && socket.waitForReadyRead(5000)) {
            head += socket.readAll();
        }
        return head.startsWith("HTTP/1.1 101") ? head : "no 101: " + head;
    }

    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    RunningServer make(const TlsCertificate &certificate)
    {
        m_options.tls = certificate.files;
        return RunningServer(m_options, std::make_shared<Hello>(), m_echo);
    }
    /// The answer to a request without TLS, with a ticket.
    static RawAnswer plainly(RunningServer &server, const QByteArray &host)
    {
        RawClient client(server.port());
        client.send("GET /join/room1?ticket=secret HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return client.answer();
    }

    const TlsNames m_names{u"laptop"_s, {u"192.0.2.10"_s, u"2001:db8::10"_s}};
    FixedClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    HttpServerOptions m_options;
    std::shared_ptr<Echo> m_echo = std::make_shared<Echo>();
};

QTEST_GUILESS_MAIN(TestTlsCertificate)
#include "test_tls_certificate.moc"
