#include "app/base/back_off.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

class TestBackOff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delay_doublesToTheLongest_andStartsAgainAfterReset()
    {
        BackOff backOff(200ms, 5s);
        for (const auto expected : {200ms, 400ms, 800ms, 1600ms, 3200ms, 5000ms, 5000ms}) {
            QCOMPARE(backOff.nextDelay(), expected);
        }
        QCOMPARE(backOff.failures(), 7);
        backOff.reset();
        QCOMPARE(backOff.nextDelay(), 200ms);
        QCOMPARE(backOff.failures(), 1);
    }

    void delay_isNeverLongerThanTheLongest_howeverOftenItFailed()
    {
        const BackOff backOff(1s, 5min);
        QCOMPARE(backOff.delayAfter(1), 1000ms);
        QCOMPARE(backOff.delayAfter(9), 256'000ms);
        QCOMPARE(backOff.delayAfter(10), 300'000ms);
        QCOMPARE(backOff.delayAfter(2'000'000'000), 300'000ms);
        QCOMPARE(BackOff(10s, 1s).delayAfter(1), 1000ms);
    }
};

QTEST_GUILESS_MAIN(TestBackOff)
#include "test_back_off.moc"
