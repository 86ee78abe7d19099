#include "tests/server/http/http_test_handlers.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

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
        const auto answer = client.answer();
        QCOMPARE(answer.status, status);
        // The header tells it from a proxy's answer.
        QCOMPARE(answer.field("Proscenium-Error"), status == 400 ? QByteArray("invalidArgument")
                                                   : status == 431
                                                       ? QByteArray("tooLarge")
                                                       : QByteArray("unsupportedVersion"));
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
        // An occasional byte must not extend the timeout.
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

    void connections_areLimited_inAll()
    {
        m_options.maxConnections = 1;
        RunningServer server = make();
        // Who says nothing makes room.
        RawClient silent(server.port());
        QTRY_COMPARE(server.connectionCount(), 1);
        RawClient busy(server.port());
        QVERIFY(silent.isClosedWithin(3000));
        // Who is in the middle of a request does not.
        busy.send(
            "PATCH /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(busy.answer(false).status, 100);
        RawClient late(server.port());
        QVERIFY(late.isClosedWithin(3000));
        busy.send("data");
        QCOMPARE(busy.answer(false).status, 204);
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
        QVERIFY(!server.server().postToDisk(u"a"_s, [] {}));
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
            QVERIFY(server.server().postToDisk(u"a"_s, [&, i] {
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

    void postToDisk_doesNotLetOneLaneWaitForAnother()
    {
        RunningServer server = make();
        std::promise<void> stuck;
        const auto end = stuck.get_future().share();
        std::atomic<int> inLane = 0;
        std::atomic<bool> isElsewhere = false;
        for (int i = 0; i < 20; ++i) {
            QVERIFY(server.server().postToDisk(u"stuck"_s, [&, end] {
                end.wait();
                ++inLane;
            }));
        }
        QVERIFY(server.server().postToDisk(u"free"_s, [&] { isElsewhere = true; }));
        QTRY_VERIFY(isElsewhere.load());
        QCOMPARE(inLane.load(), 0);
        stuck.set_value();
        QTRY_COMPARE(inLane.load(), 20);
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
