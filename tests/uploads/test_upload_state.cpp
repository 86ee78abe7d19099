#include "app/uploads/upload_state.h"

#include <QTest>

using namespace prosc;
using S = UploadState;
using E = UploadEvent;

Q_DECLARE_METATYPE(prosc::UploadState)
Q_DECLARE_METATYPE(prosc::UploadEvent)

class TestUploadState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// One line per state; columns: Started, AllSent, SendsAgain, FailedForNow, FailedForGood,
    /// Retry, TakenBack.
    void next_isAsDrawn_data()
    {
        QTest::addColumn<S>("state");
        QTest::addColumn<E>("event");
        QTest::addColumn<S>("expected");
        struct Line
        {
            S state;
            std::array<S, 7> after;
        };
        const std::array lines{
            Line{S::Waiting,
                 {S::Uploading, S::Waiting, S::Waiting, S::Waiting, S::Waiting, S::Waiting,
                  S::Waiting}},
            Line{S::Uploading,
                 {S::Uploading, S::Verifying, S::Uploading, S::BackingOff, S::Failed, S::Uploading,
                  S::Waiting}},
            Line{S::Verifying,
                 {S::Verifying, S::Verifying, S::Uploading, S::BackingOff, S::Failed, S::Verifying,
                  S::Waiting}},
            Line{S::BackingOff,
                 {S::BackingOff, S::BackingOff, S::BackingOff, S::BackingOff, S::BackingOff,
                  S::Waiting, S::BackingOff}},
            Line{S::Failed,
                 {S::Failed, S::Failed, S::Failed, S::Failed, S::Failed, S::Waiting, S::Failed}},
        };
        for (const Line &line : lines) {
            for (int event = 0; event < 7; ++event) {
                QTest::addRow("%d-%d", static_cast<int>(line.state), event)
                    << line.state << static_cast<E>(event)
                    << line.after[static_cast<size_t>(event)];
            }
        }
    }
    void next_isAsDrawn()
    {
        QFETCH(S, state);
        QFETCH(E, event);
        QFETCH(S, expected);
        QCOMPARE(next(state, event), expected);
    }

    void retryDelay_staysBetweenOneSecondAndFiveMinutes_whateverTheFailures()
    {
        using namespace std::chrono_literals;
        QCOMPARE(retryDelay(1, 0.0), 1000ms);
        QCOMPARE(retryDelay(1, 1.0), 1000ms);
        QCOMPARE(retryDelay(2, 0.0), 2000ms);
        QCOMPARE(retryDelay(5, 0.0), 16000ms);
        QCOMPARE(retryDelay(5, 1.0), 8000ms);
        QCOMPARE(retryDelay(9, 0.0), 256000ms);
        QCOMPARE(retryDelay(10, 0.0), 300000ms);
        QCOMPARE(retryDelay(1'000'000, 0.0), 300000ms);
        QCOMPARE(retryDelay(1'000'000, 1.0), 150000ms);
    }

    void needsPerson_isTrueOnlyForWhatWaitingDoesNotCure()
    {
        QVERIFY(needsPerson(ErrorCode::NotFound));
        QVERIFY(needsPerson(ErrorCode::TokenInvalid));
        QVERIFY(needsPerson(ErrorCode::StaleRecording));
        QVERIFY(needsPerson(ErrorCode::FileDamaged));
        QVERIFY(needsPerson(ErrorCode::ProxyForbids));
        QVERIFY(needsPerson(ErrorCode::ProxyTooLarge));
        QVERIFY(needsPerson(ErrorCode::ProxyRefuses));
        QVERIFY(!needsPerson(ErrorCode::ProxyAnswers));
        QVERIFY(!needsPerson(ErrorCode::Unreachable));
        QVERIFY(!needsPerson(ErrorCode::Timeout));
        QVERIFY(!needsPerson(ErrorCode::TooMany));
        QVERIFY(!needsPerson(ErrorCode::ChecksumMismatch));
        QVERIFY(!needsPerson(ErrorCode::DiskFull));
        QVERIFY(!needsPerson(ErrorCode::CertificateUnknown));
    }
};

QTEST_GUILESS_MAIN(TestUploadState)
#include "test_upload_state.moc"
