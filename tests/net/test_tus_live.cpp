#include "app/net/upload/tus_uploader.h"

#include "tests/net/faulty_proxy.h"
#include "tests/net/tus_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

/// A recording that is uploaded while it is written.
class TestTusLive : public TusFixture
{
    Q_OBJECT

    QByteArray m_written;

    QString name(const char *suffix = "") const
    {
        return m_dir->filePath(u"movie.mp4"_s) + QLatin1String(suffix);
    }
    UploadJob growing() const
    {
        auto job = this->job();
        job.bodyBytes = -1;
        job.checksum.clear();
        return job;
    }
    UploadJob finishedJob() const
    {
        UploadJob job = growing();
        job.bodyBytes = m_written.size();
        job.checksum = checksumOf(m_written);
        return job;
    }
    /// Appends to the recording, as the writer does, and notifies the uploader.
    void record(int fragments)
    {
        const auto bytes = movie(fragments);
        QFile file(name(".part"));
        QVERIFY(file.open(QIODevice::Append));
        const auto more = bytes.mid(m_written.size());
        QCOMPARE(file.write(more), more.size());
        file.close();
        m_written = bytes;
        m_uploader->grow(bytes.size());
    }
    /// As the recorder at Stop: free box replaced, index appended, final name.
    void publish()
    {
        QFile file(name(".part"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(16));
        file.write(largeMdatHeader(m_written.size() - 16));
        QVERIFY(file.seek(m_written.size()));
        // An index of 500 bytes.
        file.write(QByteArray("\x00\x00\x01\xf4moov", 8) + QByteArray(492, 'i'));
        file.close();
        QVERIFY(QFile::rename(name(".part"), name()));
    }
    void use(TusOptions options)
    {
        options.firstWait = 1ms;
        TusFixture::use(options);
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(serve());
        m_written.clear();
        use({});
    }
    void cleanup() { m_uploader.reset(); }

    void body_goesUpAsItIsWritten_andIsReadyAtTheEnd()
    {
        m_uploader->start(growing());
        for (int fragment = 1; fragment <= 5; ++fragment) {
            record(fragment);
            QTRY_COMPARE(m_tus->bytes, m_written);
        }
        QVERIFY(!m_tus->ready);
        record(6);
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(m_tus->ready);
        QCOMPARE(m_tus->bytes, movie(6));
        QCOMPARE(m_tus->halfChunks, 0);
        QCOMPARE(m_failed->size(), 0);
    }

    void end_sendsOnlyTheSum_whenAllIsThere()
    {
        m_uploader->start(growing());
        record(3);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(count("PATCH"), size_t(1));
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(count("PATCH"), size_t(2));
        QVERIFY(m_server->requests.back().body.isEmpty());
        QCOMPARE(m_server->requests.back().headers.value("upload-length"),
                 QByteArray::number(m_written.size()));
    }

    void nothing_isAsked_whileThereIsNothingNew()
    {
        m_uploader->start(growing());
        record(2);
        QTRY_COMPARE(m_tus->bytes, m_written);
        const auto asked = m_server->requests.size();
        QTest::qWait(300);
        QCOMPARE(m_server->requests.size(), asked);
        QCOMPARE(m_failed->size(), 0);
    }

    void nothing_isSent_untilThereIsAWholeFragment()
    {
        m_uploader->start(growing());
        record(0);
        QTRY_COMPARE(count("HEAD"), size_t(1));
        record(1);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(count("PATCH"), size_t(1));
    }

    void waiting_isNoStall_howeverLongItTakes()
    {
        TusOptions options;
        options.stall = 50ms;
        use(options);
        m_uploader->start(growing());
        record(1);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QTest::qWait(200);
        QCOMPARE(m_failed->size(), 0);
        record(2);
        QTRY_COMPARE(m_tus->bytes, m_written);
    }

    void upload_goesOn_whenTheConnectionIsResetInMidChunk()
    {
        FaultyProxy proxy(static_cast<quint16>(growing().endpoint.port()), 25'000);
        QVERIFY(proxy.listen());
        auto job = growing();
        job.endpoint.setPort(proxy.port());
        m_uploader->start(job);
        for (int fragment = 3; fragment <= 30; fragment += 3) {
            record(fragment);
            QTRY_COMPARE(m_tus->bytes, m_written);
            proxy.cutAgain(proxy.passed() + 15'000);
        }
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(proxy.cuts >= 10);
        QCOMPARE(m_tus->bytes, movie(30));
    }

    void upload_goesBack_whenTheServerWasRestartedAndLostBytes()
    {
        m_uploader->start(growing());
        record(4);
        QTRY_COMPARE(m_tus->bytes, m_written);
        m_tus->bytes.truncate(endOf(2));
        record(5);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(m_tus->halfChunks, 0);
    }

    void chunks_getSmaller_whenLargeOnesDoNotArrive()
    {
        TusOptions options;
        options.chunkBytes = movie(8).size();
        options.tries = 8;
        use(options);
        const auto most = endOf(2);
        m_tus->refuse = [most](const FakeRequest &request) {
            const bool isLarge = request.method == "PATCH" && request.body.size() > most;
            return isLarge ? std::optional(FakeTus::answer(423)) : std::nullopt;
        };
        m_uploader->start(growing());
        record(8);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(m_failed->size(), 0);
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
    }

    void chunk_isSentAgain_whenItWasDamagedOnTheWay()
    {
        m_tus->refuse = [refused = 0](const FakeRequest &request) mutable {
            const bool isIt = request.method == "PATCH" && ++refused % 2 == 1;
            return isIt ? std::optional(FakeTus::answer(460)) : std::nullopt;
        };
        m_uploader->start(growing());
        record(2);
        QTRY_COMPARE(m_tus->bytes, m_written);
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie(2));
    }

    void upload_isMadeAnew_whenTheServiceForgotIt()
    {
        m_uploader->start(growing());
        record(2);
        QTRY_COMPARE(m_tus->bytes, m_written);
        *m_tus = {};
        record(3);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(count("POST"), size_t(2));
    }

    void end_doesNotWaitForTheNextTry_whenTheConnectionBroke()
    {
        m_uploader->start(growing());
        record(2);
        QTRY_COMPARE(m_tus->bytes, m_written);
        TusOptions options;
        use(options);
        auto patient = options;
        patient.firstWait = 1h;
        m_uploader = std::make_unique<TusUploader>(patient);
        m_finished = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::finished);
        bool broken = false;
        m_tus->refuse = [&broken](const FakeRequest &) {
            return std::exchange(broken, true) ? std::nullopt : std::optional(FakeTus::answer(423));
        };
        m_uploader->start(growing());
        m_uploader->grow(m_written.size());
        QTRY_VERIFY(broken);
        QTest::qWait(50);
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
    }

    /// The disk lost bytes that were sent already, and the recording continued differently.
    void upload_startsOver_whenTheServerHasWhatIsNotInTheRecording_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::newRow("more than is here") << movie(8);
        QTest::newRow("up to the middle of a fragment") << movie(2) + QByteArray(15'000, 'x');
    }
    void upload_startsOver_whenTheServerHasWhatIsNotInTheRecording()
    {
        QFETCH(QByteArray, there);
        m_tus->exists = true;
        m_tus->bytes = there;
        auto job = growing();
        job.location = job.endpoint.resolved(QUrl(u"/api/uploads/one"_s));
        m_uploader->start(job);
        record(5);
        QTRY_COMPARE(m_tus->bytes, m_written);
        QCOMPARE(count("DELETE"), size_t(1));
        record(6);
        publish();
        m_uploader->seal(finishedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie(6));
    }

    /// The finished recording here is shorter: the library keeps the better one.
    void upload_fails_whenTheServerHasMoreOfAFinishedRecording()
    {
        record(4);
        publish();
        m_tus->exists = true;
        m_tus->bytes = movie(8);
        auto job = finishedJob();
        job.location = job.endpoint.resolved(QUrl(u"/api/uploads/one"_s));
        m_uploader->start(job);
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->last()[0].value<Error>().code, ErrorCode::FileDamaged);
        QCOMPARE(m_tus->bytes, movie(8));
    }

    void upload_fails_whenTheRecordingIsGone()
    {
        m_uploader->start(growing());
        m_uploader->grow(endOf(1));
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->last()[0].value<Error>().code, ErrorCode::NotFound);
    }

    void chunks_goNoFasterThanTheLimit_whenThereIsOne()
    {
        const SystemClock clock;
        BandwidthLimit limit(clock);
        limit.setBitsPerSecond(4'000'000); // half a megabyte a second, in chunks of that size
        TusOptions options;
        options.limit = &limit;
        use(options);
        m_uploader->start(growing());
        record(120);
        QElapsedTimer timer;
        timer.start();
        QTRY_COMPARE(m_tus->bytes, m_written);
        // The first goes at once; the third waits until two seconds' worth of bandwidth has passed.
        QVERIFY2(timer.elapsed() >= 1900, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(timer.elapsed() < 4500, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestTusLive)
#include "test_tus_live.moc"
