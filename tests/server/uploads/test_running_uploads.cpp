#include "app/server/uploads/state/running_uploads.h"
#include "app/server/uploads/state/upload_timeouts.h"
#include "tests/server/library/library_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestRunningUploads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hold_excludesEveryoneElse_untilItEnds()
    {
        RunningUploads running(m_clock);
        {
            auto first = running.hold(m_one);
            QVERIFY(first);
            const auto moved = std::move(*first);
            QVERIFY(running.isHeld(m_one));
            QCOMPARE(running.hold(m_one).error().code, ErrorCode::TooMany);
            QVERIFY(running.hold(m_other));
            QVERIFY(!running.isHeld(m_other));
        }
        QVERIFY(!running.isHeld(m_one));
        QVERIFY(running.hold(m_one));
    }

    void hold_findsWhatTheLastOneKnew_untilItsBytesChange()
    {
        RunningUploads running(m_clock);
        {
            const auto hold = running.hold(m_one);
            running.of(m_one).length = 7;
            running.of(m_one).hash.add("content");
        }
        {
            const auto hold = running.hold(m_one);
            QCOMPARE(running.of(m_one).length, int64_t{7});
            QCOMPARE(QString::fromLatin1(running.of(m_one).hash.result().toHex()),
                     hexSha256("content"));
            running.forget(m_one);
        }
        const auto hold = running.hold(m_one);
        QCOMPARE(running.of(m_one).length, int64_t{0});
        QCOMPARE(running.memory(), int64_t{0});
    }

    void upload_isSilent_whenItIsWaitedForAndNothingComes()
    {
        UploadTimeouts timeouts(m_clock);
        timeouts.heard(m_one);
        timeouts.renew(m_other); // nobody waits for it
        wait(kSilence - std::chrono::seconds(1));
        QVERIFY(!timeouts.isSilent(m_one, kSilence));
        wait(std::chrono::seconds(1));
        QVERIFY(timeouts.isSilent(m_one, kSilence));
        QVERIFY(!timeouts.isSilent(m_other, kSilence));
        QVERIFY(timeouts.silentFor(kSilence) == std::vector{m_one});
        timeouts.renew(m_one);
        QVERIFY(timeouts.silentFor(kSilence).empty());
        wait(kSilence);
        timeouts.forget(m_one);
        QVERIFY(timeouts.silentFor(kSilence).empty());
    }

private:
    static constexpr std::chrono::seconds kSilence{60};

    void wait(std::chrono::seconds time) { m_clock.time = m_clock.time.load() + time; }

    HandClock m_clock;
    RecordingId m_one{u"one"_s};
    RecordingId m_other{u"other"_s};
};

QTEST_GUILESS_MAIN(TestRunningUploads)
#include "test_running_uploads.moc"
