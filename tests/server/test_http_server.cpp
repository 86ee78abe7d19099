#include "app/server/http_server.h"
#include "tests/server/http_test_support.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include <unistd.h>

using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

struct SinkLog
{
    std::mutex mutex;
    QByteArray received;
    std::atomic<int> finished = 0;
    std::atomic<int> complete = 0;
};

class LoggingSink final : public BodySink
{
public:
    LoggingSink(SinkLog &log, bool fails) : m_log(log), m_fails(fails) {}
    Status write(const QByteArray &chunk) override
    {
        if (m_fails) {
            return fail(ErrorCode::DiskFull);
        }
        const std::lock_guard lock(m_log.mutex);
        m_log.received += chunk;
        return {};
    }
    HttpResponse finish(bool complete) override
    {
        ++m_log.finished;
        m_log.complete += complete ? 1 : 0;
        HttpResponse response;
        response.status = complete ? 204 : 507;
        return response;
    }

private:
    SinkLog &m_log;
    bool m_fails;
};

class TestHandler final : public HttpHandler
{
public:
    static constexpr int64_t kMaxBody = 8 * 1024 * 1024;

    HttpDecision decide(const HttpRequest &request) override
    {
        ++decided;
        HttpDecision decision;
        if (request.path == QLatin1String("/sink") || request.path == QLatin1String("/full")) {
            decision.sink =
                std::make_unique<LoggingSink>(log, request.path == QLatin1String("/full"));
            decision.maxBody = kMaxBody;
        } else if (request.path == QLatin1String("/file")) {
            decision.response.file = FileBody{file, 10, 1'000'000};
        } else if (request.path == QLatin1String("/echo")) {
            decision.response.body = request.queryValue(QStringLiteral("q")).toUtf8() + '|' +
                                     request.remoteAddress.toUtf8() + '|' +
                                     request.header("x-test");
        } else {
            decision.response.status = 404;
            decision.response.body = "nothing";
        }
        return decision;
    }

    QString file;
    SinkLog log;
    std::atomic<int> decided = 0;
};

class NoWebSockets final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketPeer> &) override {}
    void message(const std::shared_ptr<WebSocketPeer> &, const QByteArray &) override {}
    void closed(const std::shared_ptr<WebSocketPeer> &) override {}
};

qint64 residentBytes()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    return statm.open(QIODevice::ReadOnly)
               ? statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)
               : -1;
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_handler = std::make_shared<TestHandler>();
        m_options = {};
    }

    void answers_keepsConnection_whenAskedTwice()
    {
        RunningServer server = make();
        RawClient client(server.port());
        for (int i = 0; i < 2; ++i) {
            client.send("GET /echo?q=a%20b+c HTTP/1.1\r\nHost: x\r\nX-Test: yes\r\n\r\n");
            const RawAnswer answer = client.answer();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, QByteArray("a b c|127.0.0.1|yes"));
            QCOMPARE(answer.field("x-content-type-options"), QByteArray("nosniff"));
            QCOMPARE(answer.field("referrer-policy"), QByteArray("no-referrer"));
        }
        QCOMPARE(server.connectionCount(), 1);
    }

    void answers_pipelinedRequests_inOrder()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send(
            "GET /echo?q=1 HTTP/1.1\r\nHost: x\r\n\r\nGET /echo?q=2 HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(client.answer().body.startsWith("1|"));
        QVERIFY(client.answer().body.startsWith("2|"));
    }

    void refuses_badRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two dots") << QByteArray("GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("hidden dots")
            << QByteArray("GET /a/%2e%2E/b HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("NUL") << QByteArray("GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("bad UTF-8") << QByteArray("GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("half percent") << QByteArray("GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n") << 400;
        QTest::newRow("two lengths")
            << QByteArray("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                          "Content-Length: 2\r\n\r\n")
            << 400;
        QTest::newRow("length and chunked")
            << QByteArray("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n")
            << 400;
        QTest::newRow("header over 16 KiB")
            << "GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(17'000, 'a') + "\r\n\r\n"
            << 431;
        QTest::newRow("room without upgrade")
            << QByteArray("GET /api/room HTTP/1.1\r\nHost: x\r\n\r\n") << 426;
    }
    void refuses_badRequests()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        RunningServer server = make();
        RawClient client(server.port());
        client.send(request);
        QCOMPARE(client.answer().status, status);
        QVERIFY(client.isClosedWithin(5000));
        QCOMPARE(m_handler->decided.load(), 0);
    }

    void slowHeader_isClosed_whenTimeIsOver()
    {
        m_options.headerTimeout = 300ms;
        RunningServer server = make();
        RawClient client(server.port());
        QElapsedTimer timer;
        timer.start();
        // A byte now and then must not put the end off.
        while (client.socket().state() == QAbstractSocket::ConnectedState &&
               timer.elapsed() < 5000) {
            client.send("G");
            client.socket().waitForReadyRead(50);
        }
        QVERIFY(timer.elapsed() >= 250);
        QVERIFY(timer.elapsed() < 3000);
        QTRY_COMPARE(server.connectionCount(), 0);
    }

    void silentClient_isClosed_whenNoByteCame()
    {
        m_options.headerTimeout = 200ms;
        RunningServer server = make();
        RawClient client(server.port());
        QVERIFY(client.isClosedWithin(3000));
    }

    void idleConnection_isClosed_afterItsAnswer()
    {
        m_options.idleTimeout = 200ms;
        RunningServer server = make();
        RawClient client(server.port());
        client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
        QVERIFY(client.isClosedWithin(3000));
    }

    void streamedBody_reachesSink_whole()
    {
        RunningServer server = make();
        RawClient client(server.port());
        QByteArray body(3'000'001, '\0');
        for (qsizetype i = 0; i < body.size(); ++i) {
            body[i] = static_cast<char>(i * 31 >> 3);
        }
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QCOMPARE(client.answer(false).status, 204);
        QVERIFY(m_handler->log.received == body);
        QCOMPARE(m_handler->log.finished.load(), 1);
        // The connection can go on.
        client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
    }

    void chunkedBody_reachesSink_whole()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send(
            "POST /sink HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        client.send("6\r\n world\r\n0\r\n\r\n");
        QCOMPARE(client.answer(false).status, 204);
        QCOMPARE(m_handler->log.received, QByteArray("hello world"));
        QCOMPARE(m_handler->log.complete.load(), 1);
    }

    void emptyBody_finishesSink_complete()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(client.answer(false).status, 204);
        QCOMPARE(m_handler->log.complete.load(), 1);
    }

    void waitingClient_isToldToGoOn_onlyWhenBodyIsWanted()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send(
            "PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.answer(false).status, 100);
        client.send("data");
        QCOMPARE(client.answer(false).status, 204);
        QCOMPARE(m_handler->log.received, QByteArray("data"));

        client.send("POST /unknown HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: "
                    "100-continue\r\n\r\n");
        QCOMPARE(client.answer().status, 404);
        QVERIFY(client.isClosedWithin(5000));
    }

    void largeBody_isRefused_fromItsLengthAlone()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 8388609\r\n\r\n");
        QCOMPARE(client.answer().status, 413);
        QVERIFY(client.isClosedWithin(5000));
        QTRY_COMPARE(m_handler->log.finished.load(), 1);
        QCOMPARE(m_handler->log.complete.load(), 0);
    }

    void chunkedBody_isRefused_whenItGrowsTooLarge()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray chunk = "100000\r\n" + QByteArray(0x100000, 'x') + "\r\n";
        for (int i = 0; i < 9 && client.socket().state() == QAbstractSocket::ConnectedState; ++i) {
            client.send(chunk);
        }
        QCOMPARE(client.answer().status, 413);
        QTRY_COMPARE(m_handler->log.finished.load(), 1);
        QCOMPARE(m_handler->log.complete.load(), 0);
        QVERIFY(m_handler->log.received.size() <= TestHandler::kMaxBody);
    }

    void cutBody_keepsWhatArrived_whenClientLeaves()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf of it");
        QTRY_COMPARE(m_handler->decided.load(), 1);
        client.socket().disconnectFromHost();
        QTRY_COMPARE(m_handler->log.finished.load(), 1);
        QCOMPARE(m_handler->log.complete.load(), 0);
        QCOMPARE(m_handler->log.received, QByteArray("half of it"));
    }

    void stalledBody_isCut_whenNoByteComes()
    {
        m_options.bodyTimeout = 200ms;
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
        QVERIFY(client.isClosedWithin(3000));
        QTRY_COMPARE(m_handler->log.finished.load(), 1);
        QCOMPARE(m_handler->log.received, QByteArray("half"));
    }

    void failingSink_endsConnection_withItsAnswer()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /full HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" +
                    QByteArray(200'000, 'x'));
        QCOMPARE(client.answer().status, 507);
        QVERIFY(client.isClosedWithin(5000));
        QCOMPARE(m_handler->log.finished.load(), 1);
    }

    void unwantedBody_isDrained_whenSmall()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("POST /unknown HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n" +
                    QByteArray(60'000, 'x'));
        QCOMPARE(client.answer().status, 404);
        client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
    }

    void hugeBodyOfStranger_isRefused_afterLittle()
    {
        RunningServer server = make();
        RawClient client(server.port());
        const qint64 before = residentBytes();
        QVERIFY(before > 0);
        client.send("POST /unknown HTTP/1.1\r\nHost: x\r\nContent-Length: 734003200\r\n\r\n");
        const QByteArray piece(65'536, 'x');
        qint64 sent = 0;
        qint64 most = 0;
        while (sent < 734003200 && client.socket().state() == QAbstractSocket::ConnectedState) {
            client.send(piece);
            sent += piece.size();
            most = std::max(most, residentBytes());
            if (client.socket().bytesToWrite() > 0) {
                break;
            }
        }
        qInfo("sent %lld bytes, memory grew by %lld", sent, most - before);
        QCOMPARE(client.answer().status, 404);
        QVERIFY(sent < 20'000'000);
        QVERIFY(most - before < 30'000'000);
        QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, 5000);
    }

    void file_isSentInPieces_fromItsOffset()
    {
        QTemporaryDir folder;
        m_handler->file = folder.filePath(QStringLiteral("data"));
        QByteArray content(1'200'000, '\0');
        for (qsizetype i = 0; i < content.size(); ++i) {
            content[i] = static_cast<char>(i * 7 >> 2);
        }
        QFile file(m_handler->file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        RunningServer server = make();
        RawClient client(server.port());
        client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
        QVERIFY(client.answer().body == content.mid(10, 1'000'000));
        client.send("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer(false).field("content-length"), QByteArray("1000000"));
        client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 200);
    }

    void missingFile_isAnError_notAnEmptyAnswer()
    {
        m_handler->file = QStringLiteral("/nonexistent/file");
        RunningServer server = make();
        RawClient client(server.port());
        client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 500);
    }

    void connections_areLimited_inAll()
    {
        m_options.maxConnections = 1;
        RunningServer server = make();
        RawClient first(server.port());
        QTRY_COMPARE(server.connectionCount(), 1);
        RawClient second(server.port());
        QVERIFY(second.isClosedWithin(3000));
        first.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(first.answer().status, 200);
    }

    void connections_areLimited_byAddress()
    {
        m_options.maxConnectionsPerAddress = 2;
        RunningServer server = make();
        RawClient first(server.port());
        auto second = std::make_unique<RawClient>(server.port());
        QTRY_COMPARE(server.connectionCount(), 2);
        RawClient third(server.port());
        QVERIFY(third.isClosedWithin(3000));
        second.reset();
        QTRY_COMPARE(server.connectionCount(), 1);
        RawClient fourth(server.port());
        fourth.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(fourth.answer().status, 200);
    }

    void forwardedAddress_counts_onlyBehindProxy()
    {
        const QByteArray request =
            "GET /echo HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 192.0.2.7\r\n\r\n";
        {
            RunningServer server = make();
            RawClient client(server.port());
            client.send(request);
            QCOMPARE(client.answer().body, QByteArray("|127.0.0.1|"));
        }
        m_options.behindProxy = true;
        RunningServer server = make();
        RawClient client(server.port());
        client.send(request);
        QCOMPARE(client.answer().body, QByteArray("|192.0.2.7|"));
    }

    void create_fails_whenPortIsTaken()
    {
        RunningServer server = make();
        boost::asio::io_context io;
        m_options.port = server.port();
        const auto second =
            HttpServer::create(io, m_options, m_handler, std::make_shared<NoWebSockets>());
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::PortInUse);
    }

    void create_fails_whenAddressIsNotLocal()
    {
        for (const char *address : {"192.0.2.1", "room.example.org", ""}) {
            boost::asio::io_context io;
            m_options.address = QString::fromLatin1(address);
            const auto server =
                HttpServer::create(io, m_options, m_handler, std::make_shared<NoWebSockets>());
            QVERIFY(!server);
            QCOMPARE(server.error().code, ErrorCode::ConfigInvalid);
            QVERIFY(server.error().detail.contains(m_options.address));
        }
    }

    void stop_finishesBodies_andFreesPort()
    {
        RunningServer server = make();
        RawClient client(server.port());
        client.send("PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf");
        QTRY_COMPARE(m_handler->decided.load(), 1);
        server.stop();
        QTRY_COMPARE(m_handler->log.finished.load(), 1);
        QVERIFY(client.isClosedWithin(3000));
        QVERIFY(!server.server().postToDisk([] {}));
        m_options.port = server.port();
        boost::asio::io_context io;
        QVERIFY(HttpServer::create(io, m_options, m_handler, std::make_shared<NoWebSockets>())
                    .has_value());
    }

    void postToDisk_runsInOrder_onOtherThread()
    {
        RunningServer server = make();
        std::mutex mutex;
        std::vector<int> order;
        for (int i = 0; i < 100; ++i) {
            QVERIFY(server.server().postToDisk([&, i] {
                const std::lock_guard lock(mutex);
                order.push_back(i);
            }));
        }
        const auto count = [&] {
            const std::lock_guard lock(mutex);
            return order.size();
        };
        QTRY_COMPARE(count(), size_t{100});
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

private:
    RunningServer make()
    {
        return RunningServer(m_options, m_handler, std::make_shared<NoWebSockets>());
    }

    HttpServerOptions m_options;
    std::shared_ptr<TestHandler> m_handler;
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "test_http_server.moc"
