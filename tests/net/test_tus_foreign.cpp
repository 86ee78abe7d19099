#include "app/net/upload/tus_uploader.h"

#include "tests/net/fake_tus.h"
#include "tests/net/faulty_proxy.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

constexpr int kManyFragments = 1200;

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
        m_process.start(u"node"_s, {QStringLiteral(TUS_SERVER_FOLDER "/server.mjs"), folder});
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
        QTest::addColumn<bool>("live");
        const qint64 size = endOf(kManyFragments);
        for (const bool live : {false, true}) {
            const auto row = [live, name = live ? "live, " : "finished, "](const char *cut,
                                                                           qint64 after) {
                QTest::newRow(qPrintable(QLatin1String(name) + QLatin1String(cut)))
                    << after << live;
            };
            row("never", std::numeric_limits<qint64>::max());
            row("in the first chunk", 1'000'000);
            row("in the middle", size / 2);
            row("near the end", size - 10'000);
        }
    }
    void bytes_arriveEqual_whenTheConnectionIsCutInTheMiddle()
    {
        QFETCH(qint64, cutAfter);
        QFETCH(bool, live);
        const auto recording = movie(kManyFragments);
        QTemporaryDir files;
        QTemporaryDir received;
        ForeignServer server;
        QVERIFY(server.start(received.path()));
        FaultyProxy proxy(server.port, cutAfter);
        QVERIFY(proxy.listen());
        UploadJob job;
        job.recording = RecordingId{u"rec"_s};
        job.file = files.filePath(u"movie.mp4"_s);
        job.name = u"Rec \u2013 \u05d0.mp4"_s;
        job.bodyBytes = recording.size();
        job.checksum = checksumOf(recording);
        job.endpoint = QUrl(u"http://127.0.0.1:%1/files"_s.arg(proxy.port()));
        job.token = u"unused"_s;
        save(files.path(), u"movie.mp4"_s, recording);

        TusOptions options;
        options.chunkBytes = 2 * 1024 * 1024;
        options.firstWait = 50ms;
        options.requireChecksum = false;
        TusUploader uploader(options);
        QSignalSpy located(&uploader, &Uploader::located);
        QSignalSpy finished(&uploader, &Uploader::finished);
        QSignalSpy failed(&uploader, &Uploader::failed);
        auto started = job;
        started.bodyBytes = live ? -1 : job.bodyBytes;
        uploader.start(started);
        int known = kManyFragments / 3;
        connect(&uploader, &Uploader::progress, this, [&](qint64 sent) {
            if (live && sent >= endOf(known) && known < kManyFragments) {
                known = kManyFragments;
                uploader.grow(endOf(known - 1));
                uploader.seal(job);
            }
        });
        uploader.grow(endOf(known));
        // Not QTRY_*: it sleeps 10 ms between two rounds of the event loop, and an upload has
        // thousands.
        QEventLoop loop;
        connect(&uploader, &Uploader::finished, &loop, &QEventLoop::quit);
        connect(&uploader, &Uploader::failed, &loop, &QEventLoop::quit);
        QTimer::singleShot(30s, &loop, &QEventLoop::quit);
        loop.exec();
        QCOMPARE(finished.size() + failed.size(), 1);
        QVERIFY2(failed.isEmpty(),
                 failed.isEmpty() ? "" : qPrintable(failed[0][0].value<Error>().detail));
        QCOMPARE(proxy.cuts, cutAfter < recording.size() ? 1 : 0);
        QCOMPARE(located.size(), 1);

        const QString id = located[0][0].toUrl().fileName();
        QFile arrived(QDir(received.path()).filePath(id));
        QVERIFY(arrived.open(QIODevice::ReadOnly));
        QVERIFY(arrived.readAll() == recording);
    }
};

QTEST_GUILESS_MAIN(TestTusForeign)
#include "test_tus_foreign.moc"
