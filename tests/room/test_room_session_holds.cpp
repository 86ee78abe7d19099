#include "tests/room/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace prosc;

/// A session that survives messages it cannot parse, and refusals.
class TestRoomSessionHolds : public QObject, private SessionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeSession(); }

    void cleanup() { endSession(); }

    // ---- what is not understood

    void garbledWelcome_isAskedForAnew_andNeverEndsASessionThatWasInside()
    {
        m_link->reportsClose = true;
        enterRoom();
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->accept();
        const auto closes = m_link->closes;
        m_link->garble(m_link->sent.back().id, "welcome");
        QCOMPARE(m_link->closes, closes + 1);
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QTRY_COMPARE(m_link->opens.size(), size_t(3));
        m_link->accept();
        m_link->welcome();
        QCOMPARE(m_session->state(), SessionState::Joined);
        QVERIFY(!m_session->refusal());
        QCOMPARE(left.size(), 0);
    }

    void garbledWelcome_isTriedAFewTimes_whenTheRoomWasNeverReached()
    {
        m_link->reportsClose = true;
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_session->join();
        for (size_t opens = 1; opens <= 6; ++opens) {
            QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), opens, 8000);
            QCOMPARE(left.size(), 0);
            m_link->accept();
            m_link->garble();
        }
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::Malformed);
    }

    void garbledState_isMadeGood_byTheNextOne_orByJoiningAnew()
    {
        m_link->reportsClose = true;
        enterRoom();
        const auto closes = m_link->closes;
        m_link->garble(0, "state");
        m_link->say(0, msg::State{RoomSnapshot{}});
        QVERIFY(!QTest::qWaitFor([&] { return m_link->closes > closes; }, 2500));
        m_link->garble(0, "state");
        m_link->garble(0, "state");
        QTRY_COMPARE_WITH_TIMEOUT(m_link->closes, closes + 1, 5000);
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->accept();
        m_link->welcome();
        QCOMPARE(m_session->state(), SessionState::Joined);
    }

    void garbledChanges_areMadeGood_byTheWholeState()
    {
        enterRoom();
        m_link->garble(0, "stateChanged");
        m_link->garble(0, "stateChanged");
        const auto asked = m_link->all<msg::GetState>();
        QCOMPARE(asked.size(), size_t(1));
        RoomSnapshot state;
        state.revision = 9;
        m_link->say(asked[0].first, msg::State{state});
        QCOMPARE(m_session->snapshot().revision, 9);
        QCOMPARE(m_link->closes, 0);
    }

    void garbledMessages_changeNothingElse()
    {
        enterRoom();
        QSignalSpy changed(m_session.get(), &RoomSession::stateChanged);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        for (int i = 0; i < 100; ++i) {
            m_link->garble();
            m_link->garble(0, "sessionEnded");
            m_link->garble(12345, "ok");
        }
        QCOMPARE(m_session->state(), SessionState::Joined);
        QCOMPARE(m_session->snapshot().revision, 5);
        QCOMPARE(changed.size() + left.size() + m_link->closes, 0);
    }

    void malformed_doesNotEndASessionThatWasInside()
    {
        enterRoom();
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->refuse(0, ErrorCode::Malformed, true); // the fifth message that it rejected
        m_link->cut(ErrorCode::Malformed);
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->cut(ErrorCode::Malformed); // a different subprotocol
        QTRY_COMPARE(m_link->opens.size(), size_t(3));
        m_link->accept();
        m_link->refuse(m_link->sent.back().id, ErrorCode::Malformed, true);
        m_link->cut();
        QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), size_t(4), 5000);
        QCOMPARE(left.size(), 0);
    }

    // ---- what goes on here and outlasts the connection

    void refusal_isTriedAgain_whileTheSessionHoldsOn_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const auto code :
             {ErrorCode::TokenInvalid, ErrorCode::TokenExpired, ErrorCode::UnknownRoom,
              ErrorCode::SessionEnded, ErrorCode::TooMany, ErrorCode::UnsupportedVersion}) {
            QTest::newRow(qPrintable(errorCodeName(code))) << code;
        }
    }

    void refusal_isTriedAgain_whileTheSessionHoldsOn()
    {
        QFETCH(ErrorCode, code);
        enterRoom();
        m_session->setHoldingOn(true);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->accept();
        m_link->refuse(m_link->sent.back().id, code, true);
        m_link->cut();
        if (code == ErrorCode::SessionEnded) {
            QCOMPARE(left.size(), 1);
            return;
        }
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QCOMPARE(m_session->refusal()->code, code);
        QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), size_t(3), 5000);
        m_link->accept();
        m_link->welcome();
        QVERIFY(!m_session->refusal());
        QCOMPARE(left.size(), 0);
    }

    void lastRefusal_counts_whenTheSessionHoldsOnNoMore()
    {
        enterRoom();
        m_session->setHoldingOn(true);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->cut(ErrorCode::CertificateUnknown);
        QCOMPARE(left.size(), 0);
        m_session->setHoldingOn(false);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::CertificateUnknown);
    }

    void refusal_isForgotten_whenNobodyIsThereAnyMore()
    {
        enterRoom();
        m_session->setHoldingOn(true);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->cut(ErrorCode::CertificateUnknown);
        QVERIFY(m_session->refusal());
        QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), size_t(3), 5000);
        m_link->cut();
        QVERIFY(!m_session->refusal());
        m_session->setHoldingOn(false);
        QCOMPARE(left.size(), 0);
    }

    void leaving_endsIt_alsoWhileItHoldsOn()
    {
        enterRoom();
        m_session->setHoldingOn(true);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->cut();
        m_session->leave();
        QCOMPARE(left.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoomSessionHolds)
#include "test_room_session_holds.moc"
