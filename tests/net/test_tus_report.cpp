#include "app/net/upload/tus_uploader.h"

#include "tests/net/fake_tus.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

/// The recorder's report, sent by the uploader once the service has the recording.
class TestTusReport : public QObject
{
    Q_OBJECT

    const QByteArray m_report = R"({"repeated":3})";
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeTus m_tus;
    /// The statuses for successive PUTs; 204 afterwards.
    QList<int> m_answers;
    std::unique_ptr<FakeHttpServer<>> m_server;
    std::unique_ptr<TusUploader> m_uploader;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_failed;

    UploadJob job() const
    {
        auto job = movieJob(m_dir->path(), *m_server, u"Rec.mp4"_s);
        job.report = m_dir->filePath(u"report.json"_s);
        return job;
    }
    bool write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    std::vector<FakeRequest> puts() const
    {
        std::vector<FakeRequest> found;
        std::ranges::copy_if(m_server->requests, std::back_inserter(found),
                             [](const FakeRequest &r) { return r.method == "PUT"; });
        return found;
    }
    void use(bool requireChecksum)
    {
        TusOptions options;
        options.firstWait = 1ms;
        options.tries = 2;
        options.requireChecksum = requireChecksum;
        m_uploader = std::make_unique<TusUploader>(options);
        m_finished = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::finished);
        m_failed = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::failed);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(write(u"movie.mp4"_s, movie()));
        QVERIFY(write(u"report.json"_s, m_report));
        m_tus = {};
        m_answers.clear();
        m_server = std::make_unique<FakeHttpServer<>>([this](const FakeRequest &request) {
            return request.method == "PUT"
                       ? FakeTus::answer(m_answers.isEmpty() ? 204 : m_answers.takeFirst())
                       : m_tus(request);
        });
        QVERIFY(m_server->listen());
        use(true);
    }
    void cleanup() { m_uploader.reset(); }

    void report_followsTheRecording_withItsToken()
    {
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(m_tus.ready);
        QCOMPARE(puts().size(), size_t(1));
        const auto put = puts().front();
        QCOMPARE(put.target, "/api/uploads/one/report");
        QCOMPARE(put.body, m_report);
        QCOMPARE(put.headers["authorization"], "Bearer secret");
        QCOMPARE(put.headers["content-type"], "application/json");
        QVERIFY(m_server->requests.back().method == "PUT");
    }

    void report_isSentOfARecordingThatIsSealed()
    {
        auto growing = job();
        growing.bodyBytes = -1;
        growing.checksum.clear();
        growing.report.clear();
        m_uploader->start(growing);
        m_uploader->grow(movie().size());
        QTRY_COMPARE(m_tus.bytes, movie());
        QCOMPARE(puts().size(), size_t(0));
        m_uploader->seal(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(puts().size(), size_t(1));
    }

    void report_isSentAgain_whenTheServiceIsAwayForAMoment()
    {
        m_answers = {503, 423};
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(puts().size(), size_t(3));
        QCOMPARE(m_tus.bytes, movie());
    }

    void upload_isTriedAgainLater_whenTheReportDoesNotGetThrough()
    {
        m_answers = {503, 503, 503, 503};
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->last()[0].value<Error>().code, ErrorCode::Unreachable);
        QCOMPARE(m_finished->size(), 0);
        m_answers.clear();
        auto again = job();
        again.location = m_server->url(u"http"_s, u"/api/uploads/one"_s);
        m_server->requests.clear();
        m_uploader->start(again);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_server->requests.size(), size_t(2)); // HEAD: it has the recording; then PUT.
    }

    void upload_isDone_whenTheServiceWantsNoReport_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 403, 404, 405, 413, 500, 507}) {
            QTest::addRow("%d", status) << status;
        }
    }
    void upload_isDone_whenTheServiceWantsNoReport()
    {
        QFETCH(int, status);
        m_answers = {status};
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_failed->size(), 0);
        QCOMPARE(puts().size(), size_t(1));
    }

    void nothingIsSent_whenThereIsNoReport_orOneThatIsTooLarge()
    {
        QVERIFY(QFile::remove(m_dir->filePath(u"report.json"_s)));
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(write(u"report.json"_s, QByteArray(1024 * 1024 + 1, ' ')));
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 2);
        QCOMPARE(puts().size(), size_t(0));
    }

    void nothingIsSent_toAForeignServer()
    {
        use(false);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(puts().size(), size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestTusReport)
#include "test_tus_report.moc"
