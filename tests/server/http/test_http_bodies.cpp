#include "tests/server/http/http_test_handlers.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

qint64 residentBytes()
{
    QFile statm(u"/proc/self/statm"_s);
    return statm.open(QIODevice::ReadOnly)
               ? statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)
               : -1;
}

} // namespace

class TestHttpBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_handler = std::make_shared<TestHandler>();
        m_options = {};
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
        // The connection can be reused.
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
        const QByteArray chunk(65'536, 'x');
        qint64 sent = 0;
        qint64 most = 0;
        while (sent < 734003200 && client.socket().state() == QAbstractSocket::ConnectedState) {
            client.send(chunk);
            sent += chunk.size();
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

    void file_isSentInChunks_fromItsOffset()
    {
        QTemporaryDir folder;
        m_handler->file = folder.filePath(u"data"_s);
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
        m_handler->file = u"/nonexistent/file"_s;
        RunningServer server = make();
        RawClient client(server.port());
        client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(client.answer().status, 500);
    }

private:
    RunningServer make()
    {
        return RunningServer(m_options, m_handler, std::make_shared<NoWebSockets>());
    }

    HttpServerOptions m_options;
    std::shared_ptr<TestHandler> m_handler;
};

QTEST_GUILESS_MAIN(TestHttpBodies)
#include "test_http_bodies.moc"
