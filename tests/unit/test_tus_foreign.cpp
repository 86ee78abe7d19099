#include "app/net/tus_uploader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kSize = 12'345'678;

/// The tus project's own server (tests/foreign/tus_server).
class ForeignServer
{
public:
    ~ForeignServer()
    {
        m_process.closeWriteChannel();
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished(5000);
        }
    }
    bool start(const QString &folder)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("node"),
                        {QStringLiteral(TUS_SERVER_FOLDER "/server.mjs"), folder});
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(20000)) {
            line += m_process.readAllStandardOutput();
        }
        port = line.trimmed().toUShort();
        return port != 0;
    }

    quint16 port = 0;

private:
    QProcess m_process;
};

/// Passes TCP on to `port`; cuts the connection once, after `cutAfter` bytes from the client.
class FaultyProxy : public QObject
{
public:
    FaultyProxy(quint16 port, qint64 cutAfter) : m_port(port), m_cutAfter(cutAfter)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = m_server.nextPendingConnection()) {
                join(client);
            }
        });
    }
    [[nodiscard]] bool listen() { return m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    int cuts = 0;

private:
    void join(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_port);
        connect(server, &QTcpSocket::connected, client,
                [this, client, server] { pass(client, server); });
        connect(client, &QTcpSocket::readyRead, server,
                [this, client, server] { pass(client, server); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }
    void pass(QTcpSocket *client, QTcpSocket *server)
    {
        if (server->state() != QAbstractSocket::ConnectedState) {
            return;
        }
        const QByteArray bytes = client->readAll();
        m_passed += bytes.size();
        server->write(bytes);
        if (cuts == 0 && m_passed >= m_cutAfter) {
            ++cuts;
            server->flush();
            server->abort();
            client->abort();
        }
    }

    QTcpServer m_server;
    const quint16 m_port;
    const qint64 m_cutAfter;
    qint64 m_passed = 0;
};

QByteArray movie()
{
    QByteArray bytes(kSize, '\0');
    for (qsizetype i = 0; i < kSize; ++i) {
        bytes[i] = static_cast<char>(i * 31 + i / 251 + i / 65521);
    }
    return bytes;
}

} // namespace

class TestTusForeign : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(
                QStringLiteral(TUS_SERVER_FOLDER "/node_modules/@tus/server/package.json"))) {
            QSKIP("@tus/server is not installed (Node is missing or too old; see "
                  "install_tus_server)");
        }
    }

    void bytes_arriveEqual_whenTheConnectionIsCutInTheMiddle_data()
    {
        QTest::addColumn<qint64>("cutAfter");
        QTest::newRow("never") << std::numeric_limits<qint64>::max();
        QTest::newRow("in the first chunk") << qint64(1'000'000);
        QTest::newRow("in the middle") << kSize / 2;
        QTest::newRow("near the end") << kSize - 10'000;
    }
    void bytes_arriveEqual_whenTheConnectionIsCutInTheMiddle()
    {
        QFETCH(qint64, cutAfter);
        QTemporaryDir files;
        QTemporaryDir received;
        ForeignServer server;
        QVERIFY(server.start(received.path()));
        FaultyProxy proxy(server.port, cutAfter);
        QVERIFY(proxy.listen());

        UploadJob job;
        job.recording = RecordingId{QStringLiteral("rec")};
        job.file = files.filePath(QStringLiteral("movie.mp4"));
        job.name = QStringLiteral("Rec \u2013 \u05d0.mp4");
        job.bytes = kSize;
        job.sha256 = QString::fromLatin1(
            QCryptographicHash::hash(movie(), QCryptographicHash::Sha256).toHex());
        job.endpoint = QUrl(QStringLiteral("http://127.0.0.1:%1/files").arg(proxy.port()));
        job.token = QStringLiteral("unused");
        QFile file(job.file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(movie()) == kSize);
        file.close();

        TusOptions options;
        options.chunkBytes = 2 * 1024 * 1024;
        options.firstWait = 50ms;
        options.requireChecksum = false;
        TusUploader uploader(options);
        QSignalSpy located(&uploader, &Uploader::located);
        QSignalSpy finished(&uploader, &Uploader::finished);
        QSignalSpy failed(&uploader, &Uploader::failed);
        uploader.start(job);
        // Not QTRY_*: it sleeps 10 ms between two rounds of events, and an upload has thousands.
        QEventLoop loop;
        connect(&uploader, &Uploader::finished, &loop, &QEventLoop::quit);
        connect(&uploader, &Uploader::failed, &loop, &QEventLoop::quit);
        QTimer::singleShot(30s, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(finished.size() + failed.size(), 1);
        QVERIFY2(failed.isEmpty(),
                 failed.isEmpty() ? "" : qPrintable(failed[0][0].value<Error>().detail));
        QCOMPARE(proxy.cuts, cutAfter < kSize ? 1 : 0);
        QCOMPARE(located.size(), 1);

        const QString id = located[0][0].toUrl().fileName();
        QFile arrived(QDir(received.path()).filePath(id));
        QVERIFY(arrived.open(QIODevice::ReadOnly));
        QVERIFY(arrived.readAll() == movie());
    }
};

QTEST_GUILESS_MAIN(TestTusForeign)
#include "test_tus_foreign.moc"
