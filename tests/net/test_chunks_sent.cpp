#include "app/net/upload/tus_uploader.h"

#include "tests/net/faulty_proxy.h"
#include "tests/net/tus_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

/// Uploads in chunks that are smaller than a fragment.
class TestChunksSent : public TusFixture
{
    Q_OBJECT

    UploadJob resumedJob() const { return resumed(job()); }
    void use(qint64 chunkBytes)
    {
        auto options = quick();
        options.chunkBytes = chunkBytes;
        TusFixture::use(options);
    }
    /// All bytes received with PATCH.
    qint64 carried() const
    {
        qint64 sum = 0;
        for (const auto &request : m_server->requests) {
            sum += request.method == "PATCH" ? request.body.size() : 0;
        }
        return sum;
    }
    qsizetype largest() const
    {
        qsizetype most = 0;
        for (const auto &request : m_server->requests) {
            most = std::max(most, request.body.size());
        }
        return most;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(serve());
        m_tus->takesChunks = true;
        QVERIFY(write(movie()));
        use(ChunkSize::kSmallest);
    }
    void cleanup() { m_uploader.reset(); }

    void everyByte_isSentOnce_inChunksOfOneUnitEach()
    {
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QVERIFY(m_tus->ready);
        QCOMPARE(carried(), movie().size());
        QCOMPARE(largest(), qsizetype(ChunkSize::kSmallest));
        // The header, then 4096 + 4096 + 1808 for each fragment; the end is a request of its own.
        QCOMPARE(m_tus->chunks, 1 + 3 * kFragments);
        QCOMPARE(count("PATCH"), size_t(1 + 3 * kFragments + 1));
        for (const auto &request : m_server->requests) {
            QVERIFY(!request.headers.contains("upload-checksum") || request.body.isEmpty());
        }
    }

    void fragments_goWhole_whenTheyFit()
    {
        use(3 * kFragment);
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->chunks, 0);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(m_tus->halfChunks, 0);
    }

    void chunks_areNotSent_toAServiceThatTakesNone()
    {
        m_tus->takesChunks = false;
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(m_tus->halfChunks, 0);
        QCOMPARE(m_tus->chunks, 0);
    }

    void upload_goesOnInsideAFragment_whenItWasBegunBefore()
    {
        m_tus->exists = true;
        m_tus->bytes = movie().first(endOf(4));
        m_tus->staged = movie().mid(endOf(4), 5000);
        use(1 << 20);
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(carried(), movie().size() - endOf(4) - 5000);
        QCOMPARE(count("DELETE"), size_t(0));
    }

    void nothing_isSentAgain_whenTheServiceKeptAPartOfAChunk()
    {
        qint64 kept = 0;
        m_tus->refuse = [&, chunks = 0](const FakeRequest &request) mutable {
            const bool isCut =
                request.method == "PATCH" && request.body.size() > 100 && ++chunks % 3 == 0;
            if (!isCut) {
                return std::optional<FakeResponse>();
            }
            m_tus->staged += request.body.first(50);
            kept += 50 - request.body.size();
            auto response = FakeTus::answer(409);
            response.headers.emplace_back("Proscenium-Error", "offsetMismatch");
            return std::optional(response);
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(carried() + kept, qint64(movie().size()));
        QCOMPARE(count("DELETE"), size_t(0));
    }

    void unit_isSentAgain_whenAChunkOfItWasDamaged()
    {
        m_tus->refuse = [this, done = false](const FakeRequest &request) mutable {
            if (!done && m_tus->bytes.size() == endOf(3) && m_tus->staged.size() == 4096) {
                done = true;
                m_tus->staged[10] = static_cast<char>(m_tus->staged[10] ^ 1);
            }
            static_cast<void>(request);
            return std::optional<FakeResponse>();
        };
        m_uploader->start(job());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(carried(), movie().size() + kFragment);
    }

    void upload_startsOver_whenWhatIsStagedIsNoneOfItsFragments_data()
    {
        QTest::addColumn<qsizetype>("whole");
        QTest::addColumn<qsizetype>("staged");
        QTest::newRow("begins inside one") << endOf(3) - 10 << qsizetype(100);
        QTest::newRow("ends in the next") << endOf(3) << kFragment + 100;
        QTest::newRow("ends where the recording does") << endOf(9) << kFragment;
        QTest::newRow("ends after that") << endOf(9) << kFragment + 1;
    }
    void upload_startsOver_whenWhatIsStagedIsNoneOfItsFragments()
    {
        QFETCH(qsizetype, whole);
        QFETCH(qsizetype, staged);
        m_tus->exists = true;
        m_tus->bytes = movie().first(whole);
        m_tus->staged = QByteArray(staged, 'x');
        m_uploader->start(resumedJob());
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(m_tus->bytes, movie());
        QCOMPARE(count("DELETE"), size_t(1));
    }

    void chunk_getsAsSmallAsAProxyTakes_andThenFitsAllTheTime()
    {
        for (const qsizetype takes : {qsizetype(20'000), qsizetype(5'000)}) {
            *m_tus = {};
            m_tus->takesChunks = true;
            int refusals = 0;
            m_tus->refuse = [&](const FakeRequest &request) {
                FakeResponse response;
                response.status = 413; // without a header of our service
                const bool isTooMuch = request.body.size() > takes;
                refusals += isTooMuch ? 1 : 0;
                return isTooMuch ? std::optional(response) : std::nullopt;
            };
            use(1 << 20);
            m_uploader->start(job());
            QTRY_COMPARE(m_finished->size(), 1);
            QCOMPARE(m_tus->bytes, movie());
            QVERIFY2(refusals <= 3, qPrintable(QString::number(refusals)));
        }
    }

    void upload_isGivenUp_onlyWhenAProxyRefusesTheSmallestChunk()
    {
        m_tus->refuse = [](const FakeRequest &request) {
            FakeResponse response;
            response.status = 413;
            return request.body.size() > 2000 ? std::optional(response) : std::nullopt;
        };
        use(1 << 20);
        m_uploader->start(job());
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->last()[0].value<Error>().code, ErrorCode::ProxyTooLarge);
        qsizetype last = 0;
        for (const auto &request : m_server->requests) {
            last = request.body.size() > 2000 ? request.body.size() : last;
        }
        QCOMPARE(last, qsizetype(ChunkSize::kSmallest));
    }

    void upload_goesOn_whenTheConnectionIsCutInAChunk()
    {
        FaultyProxy proxy(static_cast<quint16>(job().endpoint.port()), 45'000);
        QVERIFY(proxy.listen());
        auto cut = job();
        cut.endpoint.setPort(proxy.port());
        m_uploader->start(cut);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(proxy.cuts, 1);
        QCOMPARE(m_tus->bytes, movie());
        QVERIFY(carried() < movie().size() + 2 * ChunkSize::kSmallest);
    }
};

QTEST_GUILESS_MAIN(TestChunksSent)
#include "test_chunks_sent.moc"
