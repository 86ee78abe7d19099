#include "app/base/token_bucket.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestTokenBucket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bucket_givesItsBurst_andWhatComesLater()
    {
        TokenBucket bucket(TokenRate{10, 50});
        MediaTime now = 1h;
        QVERIFY(bucket.take(50, now));
        QVERIFY(!bucket.take(1, now));
        now += 1s;
        QVERIFY(!bucket.take(11, now)); // and takes none
        QVERIFY(bucket.take(10, now));
        now += 1h;
        QVERIFY(bucket.isFull(now));
        QVERIFY(!bucket.take(51, now));
    }

    void debt_isPaidFirst()
    {
        TokenBucket bucket(TokenRate{10, 50});
        MediaTime now = 1h;
        bucket.charge(70, now);
        QVERIFY(bucket.isInDebt(now));
        QVERIFY(!bucket.take(1, now + 1s));
        QVERIFY(!bucket.isInDebt(now + 2s));
        QVERIFY(bucket.take(10, now + 3s));
    }

    void keys_haveABucketEach()
    {
        TokenBuckets buckets(TokenRate{64, 1024});
        MediaTime now = 1h;
        const auto allowed = [&](const QString &key, int tries) {
            int count = 0;
            for (int i = 0; i < tries; ++i) {
                count += buckets.take(key, now) ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(allowed(u"a"_s, 2000), 1024);
        QCOMPARE(allowed(u"b"_s, 10), 10);
        now += 1s;
        QCOMPARE(allowed(u"a"_s, 2000), 64);
        now += 1h;
        QCOMPARE(allowed(u"a"_s, 2000), 1024);
    }

    void keys_areForgotten_onceTheirBucketIsFullAgain()
    {
        TokenBuckets buckets(TokenRate{64, 1024});
        MediaTime now = 1h;
        for (int i = 0; i < 100'000; ++i) {
            now += 1ms;
            QVERIFY(buckets.take(QString::number(i), now));
        }
        QVERIFY(buckets.size() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestTokenBucket)
#include "test_token_bucket.moc"
