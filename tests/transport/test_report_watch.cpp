#include "app/transport/send/report_watch.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr MediaTime kStart = 1000s;

/// Sends 30 frames a second for `length` from `from`; returns when it ends.
MediaTime send(ReportWatch &watch, MediaTime from, MediaTime length)
{
    for (MediaTime at = from; at < from + length; at += 33ms) {
        watch.sent(at);
    }
    return from + length;
}

} // namespace

class TestReportWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sender_isUnheard_whenNothingIsReported()
    {
        ReportWatch watch;
        const auto before = send(watch, kStart, ReportWatch::kPatience);
        QVERIFY(!watch.isUnheard(before));
        const auto after = send(watch, before, 1s);
        QVERIFY(watch.isUnheard(after));
    }

    void sender_isHeard_whileReportsCome()
    {
        ReportWatch watch;
        MediaTime at = kStart;
        for (int second = 0; second < 20; ++second) {
            at = send(watch, at, 1s);
            QVERIFY(!watch.isUnheard(at));
            watch.reported();
        }
    }

    void silence_isNoFault_whileNothingIsSent()
    {
        ReportWatch watch;
        QVERIFY(!watch.isUnheard(kStart));
        const auto at = send(watch, kStart, 1s);
        QVERIFY(!watch.isUnheard(at + 1h));
    }

    void pause_beginsAnew_whenFramesComeAgain()
    {
        ReportWatch watch;
        const auto slept = send(watch, kStart, 1s) + 1h;
        const auto awake = send(watch, slept, ReportWatch::kPatience);
        QVERIFY(!watch.isUnheard(awake));
        QVERIFY(watch.isUnheard(send(watch, awake, 1s)));
    }
};

QTEST_APPLESS_MAIN(TestReportWatch)
#include "test_report_watch.moc"
