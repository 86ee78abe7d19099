#include "app/net/upload/tus_uploader.h"

#include "tests/net/tus_fixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

// Three fragments.
constexpr qint64 kChunk = 3 * kFragment + 5;

} // namespace

class TestTusUploader : public TusFixture
{
    Q_OBJECT

    std::unique_ptr<QSignalSpy> m_located;

    static TusOptions quick()
    {
        auto options = TusFixture::quick();
        options.chunkBytes = kChunk;
        return options;
    }
    UploadJob job() const { return TusFixture::job(u"Rec \u2013 1.mp4"_s); }
    UploadJob resumedJob() const { return resumed(job()); }
    void use(const TusOptions &options)
    {
        TusFixture::use(options);
        m_located = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::located);
    }
    ErrorCode reason() const { return m_failed->last()[0].value<Error>().code; }
    /// Answers the `nth` PATCH (from 1) with `status`, once.
    void refusePatch(int nth, int status)
    {
        m_tus->refuse = [nth, status, seen = 0](const FakeRequest &request) mutable {
            const bool isIt = request.method == "PATCH" && ++seen == nth;
            return isIt ? std::optional(FakeTus::answer(status)) : std::nullopt;
        };
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(serve());
        QVERIFY(write(movie()));
        use(quick());
    }
    void cleanup() { m_uploader.reset(); }

    void upload_sendsEveryByteOnce_whenNothingGoesWrong()
    {
        QSignalSpy progress(m_uploader.get(), &Uploader::progress);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(m_failed->size(), 0);
        QCOMPARE(m_located->size(), 1);
        QCOMPARE(m_located->at(0)[0].toUrl(), resumedJob().location);
        QCOMPARE(count("PATCH"), size_t(4));
        QCOMPARE(progress.last()[0].toLongLong(), qint64(movie().size()));
        QCOMPARE(m_tus->halfChunks, 0);

        const FakeRequest &post = m_server->requests.front();
        QCOMPARE(post.headers.value("tus-resumable"), QByteArray("1.0.0"));
        QCOMPARE(post.headers.value("authorization"), QByteArray("Bearer secret"));
        QCOMPARE(post.headers.value("upload-defer-length"), QByteArray("1"));
        QCOMPARE(post.headers.value("upload-metadata"),
                 "recording " + QByteArray("rec-1").toBase64() + ",filename " +
                     u"Rec \u2013 1.mp4"_s.toUtf8().toBase64() + ",layout " +
                     QByteArray("fragments").toBase64());
        QCOMPARE(m_server->requests.back().headers.value("content-type"),
                 QByteArray("application/offset+octet-stream"));
        QCOMPARE(m_server->requests.back().headers.value("upload-length"),
                 QByteArray::number(movie().size()));
    }

    void upload_goesOnAtTheServersOffset_whenItWasBegunBefore()
    {
        m_tus->exists = true;
        m_tus->bytes = movie().first(endOf(8));
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(count("POST"), size_t(0));
        QCOMPARE(count("PATCH"), size_t(1));
    }

    void upload_sendsNothing_whenTheServerHasItAll()
    {
        m_tus->exists = true;
        m_tus->length = QByteArray::number(movie().size());
        m_tus->bytes = movie();
        m_tus->ready = true;
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(count("PATCH"), size_t(0));
    }

    void upload_isMadeAnew_whenTheServerForgotIt()
    {
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(count("POST"), size_t(1));
        QCOMPARE(m_tus->bytes, movie());
    }

    void upload_goesOn_whenOneChunkIsRefused_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("other offset") << 409;
        QTest::newRow("checksum") << 460;
        QTest::newRow("locked") << 423;
        QTest::newRow("gone") << 404;
        QTest::newRow("gone for good") << 410;
    }
    void upload_goesOn_whenOneChunkIsRefused()
    {
        QFETCH(int, status);
        refusePatch(2, status);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
    }

    void upload_goesBack_whenTheServerLostBytes()
    {
        bool lost = false;
        m_tus->refuse = [this, &lost](const FakeRequest &request) -> std::optional<FakeResponse> {
            if (request.method == "PATCH" && m_tus->bytes.size() == endOf(5) && !lost) {
                lost = true;
                m_tus->bytes.truncate(endOf(1));
            }
            return std::nullopt;
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(lost);
        QCOMPARE(m_tus->bytes, movie());
    }

    void upload_fails_whenTheServerRefusesForGood_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("401") << 401 << QByteArray("tokenInvalid") << ErrorCode::TokenInvalid;
        QTest::newRow("published") << 409 << QByteArray() << ErrorCode::NotAllowed;
        QTest::newRow("expired") << 401 << QByteArray("tokenExpired") << ErrorCode::TokenExpired;
        QTest::newRow("403") << 403 << QByteArray() << ErrorCode::NotAllowed;
        QTest::newRow("413") << 413 << QByteArray() << ErrorCode::TooLarge;
        QTest::newRow("507") << 507 << QByteArray() << ErrorCode::DiskFull;
        QTest::newRow("500") << 500 << QByteArray() << ErrorCode::Unreachable;
        QTest::newRow("404") << 404 << QByteArray("notFound") << ErrorCode::StaleRecording;
        QTest::newRow("429") << 429 << QByteArray() << ErrorCode::TooMany;
        QTest::newRow("redirect") << 302 << QByteArray() << ErrorCode::Malformed;
    }
    void upload_fails_whenTheServerRefusesForGood()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, named);
        QFETCH(ErrorCode, code);
        m_tus->refuse = [&](const FakeRequest &) {
            FakeResponse response = FakeTus::answer(status);
            response.headers.emplace_back("Proscenium-Error", named);
            return std::optional(response);
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), code);
        QCOMPARE(m_server->requests.size(), size_t(1));
    }

    void upload_fails_whenEveryChunkIsRefused()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            return request.method == "PATCH" ? std::optional(FakeTus::answer(460)) : std::nullopt;
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::ChecksumMismatch);
        QCOMPARE(count("PATCH"), size_t(quick().tries));
    }

    void upload_isNotDone_whenTheServersChecksumIsAnother()
    {
        m_tus->checksumOverride = QString(64, QLatin1Char('0'));
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::ChecksumMismatch);
        QCOMPARE(m_finished->size(), 0);
    }

    void upload_isNotDone_whenTheServerNamesNoChecksum()
    {
        m_tus->namesChecksum = false;
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::ChecksumMismatch);
    }

    void upload_isDone_whenNoChecksumIsRequiredAndTheSizeIsRight()
    {
        m_tus->namesChecksum = false;
        TusOptions options = quick();
        options.requireChecksum = false;
        use(options);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
    }

    void upload_fails_whenTheLocalFileIsGone()
    {
        QVERIFY(QFile::remove(job().file));
        m_uploader->start(job());
        QCOMPARE(m_failed->size(), 0);
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::NotFound);
        QCOMPARE(count("PATCH"), size_t(0));
    }

    void upload_fails_whenTheLocalFileIsShorter()
    {
        QVERIFY(write(movie().chopped(1)));
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::FileDamaged);
    }

    void upload_isWhatThereIs_whenAByteOfTheLocalFileIsDamaged()
    {
        QSignalSpy measured(m_uploader.get(), &Uploader::measured);
        QByteArray changed = movie();
        changed[endOf(3) + 200] = static_cast<char>(changed[endOf(3) + 200] + 1);
        QVERIFY(write(changed));
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, changed);
        QCOMPARE(measured.size(), 1);
        QCOMPARE(measured[0][1].toString(), checksumOf(changed));
        QCOMPARE(count("DELETE"), size_t(0));
        QCOMPARE(count("PATCH"), size_t(5)); // only the checksum is sent again
    }

    void upload_neverCompletes_whenTheLocalFileIsAnother()
    {
        QVERIFY(write(movie(3)));
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::FileDamaged);
        QVERIFY(!m_tus->ready);
    }

    void upload_beginsAgain_whenTheServersSumIsWrong()
    {
        // Corrupted in the server's memory, after the chunk was verified.
        m_tus->refuse = [this, damaged = false](const FakeRequest &request) mutable {
            if (!damaged && request.headers.contains("proscenium-checksum")) {
                damaged = true;
                m_tus->bytes[50] = 'x';
            }
            return std::optional<FakeResponse>();
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(count("PATCH"), size_t(8));
    }

    void upload_isMeasuredFirst_whenTheJobNamesNoChecksum()
    {
        QSignalSpy measured(m_uploader.get(), &Uploader::measured);
        // A finished file's index after the body is not sent; the location belonged to another
        // layout.
        QVERIFY(write(movie() + QByteArray::fromHex("000000106d6f6f76") + QByteArray(8, 'i')));
        UploadJob earlier = resumedJob();
        earlier.bodyBytes = movie().size() + 16;
        earlier.checksum.clear();
        m_uploader->start(earlier);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(measured.size(), 1);
        QCOMPARE(measured[0][0].toLongLong(), qint64(movie().size()));
        QCOMPARE(measured[0][1].toString(), checksumOf(movie()));
        QCOMPARE(count("POST"), size_t(1));
        QCOMPARE(m_tus->bytes, movie());
    }

    void upload_isNotDone_whenTheServerHasMoreThanThereIs()
    {
        m_tus->exists = true;
        m_tus->bytes = movie(12);
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::FileDamaged);
        QCOMPARE(m_tus->bytes, movie(12));
    }

    void upload_isUnreachable_whenNobodyListens()
    {
        const UploadJob lost = job();
        m_server.reset();
        m_uploader->start(lost);
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::Unreachable);
    }

    void upload_keepsItsToken_whenTheLocationIsElsewhere()
    {
        m_tus->refuse = [](const FakeRequest &) {
            FakeResponse response = FakeTus::answer(201);
            response.headers.emplace_back("Location", "http://127.0.0.2:1/api/uploads/one");
            return std::optional(response);
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::Malformed);
    }

    void cancel_endsOnce_whileItSends()
    {
        connect(m_uploader.get(), &Uploader::progress, m_uploader.get(), [this](qint64 sent) {
            if (sent >= kFragment) {
                m_uploader->cancel();
            }
        });
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::Cancelled);
        m_uploader->cancel();
        QCOMPARE(m_failed->size(), 1);
        QVERIFY(!m_tus->ready);

        m_uploader->disconnect();
        use(quick());
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
    }

    void start_cancelsTheOneBefore_whenItRuns()
    {
        m_uploader->start(job());
        m_uploader->start(job());
        QCOMPARE(m_failed->size(), 1);
        QCOMPARE(reason(), ErrorCode::Cancelled);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(count("POST"), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestTusUploader)
#include "test_tus_uploader.moc"
