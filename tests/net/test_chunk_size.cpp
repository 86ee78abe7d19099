#include "app/net/upload/chunk_size.h"
#include "app/net/upload/refused_methods.h"
#include "app/net/upload/upload_retries.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr int64_t kMost = 4 * 1024 * 1024;

std::chrono::milliseconds timeFor(int64_t bytes, int64_t bytesPerSecond)
{
    return std::chrono::milliseconds(bytes * 1000 / bytesPerSecond);
}

} // namespace

/// Chunk sizes of an upload, its retries, and replacements for refused methods.
class TestChunkSize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chunk_beginsSmall_andDoublesUpToTheMost_whenItGoesFast()
    {
        ChunkSize size(kMost);
        QCOMPARE(size.bytes(), ChunkSize::kFirst);
        int chunks = 0;
        for (; size.bytes() < kMost; ++chunks) {
            const auto before = size.bytes();
            size.arrived(before, 10ms);
            QCOMPARE(size.bytes(), std::min(kMost, 2 * before));
        }
        QCOMPARE(chunks, 7);
        size.arrived(kMost, 10ms);
        QCOMPARE(size.bytes(), kMost);
        QCOMPARE(ChunkSize(1).bytes(), ChunkSize::kSmallest);
        QCOMPARE(ChunkSize(10'000).bytes(), 10'000);
    }

    void chunk_takesSomeSecondsAtMost_atAnyRate_data()
    {
        QTest::addColumn<int>("bitsPerSecond");
        for (const int rate : {16'000, 32'000, 100'000, 1'000'000, 100'000'000}) {
            QTest::addRow("%d bit/s", rate) << rate;
        }
    }
    void chunk_takesSomeSecondsAtMost_atAnyRate()
    {
        QFETCH(int, bitsPerSecond);
        const int64_t rate = bitsPerSecond / 8;
        ChunkSize size(kMost);
        // This includes the first chunk: an upload is aborted after 30 s without an answer.
        QVERIFY(timeFor(size.bytes(), rate) < 20s);
        for (int i = 0; i < 30; ++i) {
            size.arrived(size.bytes(), timeFor(size.bytes(), rate));
        }
        QVERIFY(timeFor(size.bytes(), rate) <= ChunkSize::kLongest);
        QVERIFY(size.bytes() >= std::min(kMost, 3 * rate));
    }

    void chunk_staysAsItIs_whenARestSaysLittle()
    {
        ChunkSize size(kMost);
        size.arrived(100, 200ms);
        QCOMPARE(size.bytes(), ChunkSize::kFirst);
        size.arrived(100, 0ms);
        QCOMPARE(size.bytes(), ChunkSize::kFirst);
    }

    void chunk_isHalved_whenItBroke_andGrowsAfterSomeThatArrived()
    {
        ChunkSize size(kMost);
        size.broke();
        QCOMPARE(size.bytes(), ChunkSize::kFirst / 2);
        for (int i = 1; i < ChunkSize::kCareful; ++i) {
            size.arrived(size.bytes(), 1ms);
            QCOMPARE(size.bytes(), ChunkSize::kFirst / 2);
        }
        size.arrived(size.bytes(), 1ms);
        QCOMPARE(size.bytes(), ChunkSize::kFirst);
        for (int i = 0; i < 20; ++i) {
            size.broke();
        }
        QCOMPARE(size.bytes(), ChunkSize::kSmallest);
    }

    void chunk_beginsSmallAgain_whenNothingMoved()
    {
        ChunkSize size(kMost);
        while (size.bytes() < kMost) {
            size.arrived(size.bytes(), 1ms);
        }
        size.stalled();
        QCOMPARE(size.bytes(), ChunkSize::kFirst);
        size.stalled();
        QCOMPARE(size.bytes(), ChunkSize::kFirst / 2);
    }

    void chunk_neverReachesWhatWasRefused_andEndsAtTheSmallest()
    {
        ChunkSize size(kMost);
        for (int i = 0; i < 10; ++i) {
            size.arrived(size.bytes(), 1ms);
        }
        QVERIFY(size.refused(1'172'549));
        QCOMPARE(size.bytes(), 1'172'549 / 2);
        for (int i = 0; i < 50; ++i) {
            size.arrived(size.bytes(), 1ms);
        }
        QCOMPARE(size.bytes(), 1'172'549 / 2);
        // Where smaller chunks are not accepted, whole fragments exceed the chunk size.
        int refusals = 0;
        while (size.refused(2'000'000)) {
            ++refusals;
        }
        QVERIFY(refusals < 10);
        QCOMPARE(size.bytes(), ChunkSize::kSmallest);
        QVERIFY(!size.refused(ChunkSize::kSmallest));
    }

    void retries_waitTwiceAsLong_untilSomethingMoves()
    {
        UploadRetries retries(3, 500ms);
        QCOMPARE(*retries.again(), 500ms);
        QCOMPARE(*retries.again(), 1000ms);
        retries.moved();
        QCOMPARE(*retries.again(), 500ms);
        QCOMPARE(*retries.again(), 1000ms);
        QCOMPARE(*retries.again(), 2000ms);
        QVERIFY(!retries.again());
    }

    void retries_haveAnEnd_whateverIsTried()
    {
        UploadRetries retries(3, 500ms);
        QVERIFY(retries.mayMend());
        retries.moved();
        for (const bool may : {true, true, false}) {
            QCOMPARE(retries.mayMend(), may);
        }
        for (const bool may : {true, true, false}) {
            QCOMPARE(retries.mayMendWhole(), may);
            retries.moved();
        }
        for (const bool may : {true, true, true, false}) {
            QCOMPARE(retries.mayCreate(), may);
            retries.moved(); // it starts from the beginning each time
        }
    }

    void refusedMethods_areKnown_perServer()
    {
        RefusedMethods refused;
        const QUrl here(u"https://room.example/api/uploads/one"_s);
        refused.add(here, "PATCH");
        QVERIFY(refused.has(QUrl(u"https://room.example:443/other"_s), "PATCH"));
        QVERIFY(!refused.has(here, "HEAD"));
        for (const auto *other :
             {"http://room.example/", "https://room.example:8443/", "https://other.example/"}) {
            QVERIFY(!refused.has(QUrl(QString::fromLatin1(other)), "PATCH"));
        }
    }
};

QTEST_GUILESS_MAIN(TestChunkSize)
#include "test_chunk_size.moc"
