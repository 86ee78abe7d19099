#include "app/room/protocol/state_changes.h"
#include "tests/room/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestRoomSession : public QObject, private SessionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeSession(); }

    void cleanup() { endSession(); }

    // ---- joining

    void join_connectsAndSaysWhoItIs_thenIsWelcomed()
    {
        QSignalSpy joined(m_session.get(), &RoomSession::joined);
        QSignalSpy snapshots(m_session.get(), &RoomSession::snapshotChanged);
        m_session->join();
        QCOMPARE(m_session->state(), SessionState::Connecting);
        QCOMPARE(m_link->opens.size(), size_t(1));
        m_link->accept();
        QCOMPARE(m_session->state(), SessionState::Joining);
        QCOMPARE(m_link->sent.size(), size_t(1));
        QVERIFY(m_link->sent[0].id > 0);
        QCOMPARE(
            std::get<msg::Join>(m_link->sent[0].body),
            (msg::Join{u"token"_s, u"Zoë"_s, FormFactor::Desktop, ClientKind::Desktop, QString()}));
        QCOMPARE(joined.size(), 0);
        m_link->welcome();
        QCOMPARE(m_session->state(), SessionState::Joined);
        QCOMPARE(joined.size(), 1);
        QCOMPARE(snapshots.size(), 1);
        QCOMPARE(m_session->self(), ParticipantId{u"me"_s});
        QCOMPARE(m_session->role(), Role::Moderator);
        QCOMPARE(m_session->snapshot().revision, 5);
        QCOMPARE(m_session->iceServers().size(), size_t(1));
        // A second call has no effect.
        m_session->join();
        QCOMPARE(m_link->opens.size(), size_t(1));
    }

    void join_endsWithUnreachable_whenTheRoomWasNeverReached()
    {
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_session->join();
        m_link->cut();
        for (size_t opens = 2; opens <= 6; ++opens) {
            QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), opens, 8000);
            QCOMPARE(left.size(), 0);
            m_link->cut();
        }
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::Unreachable);
        QCOMPARE(m_session->state(), SessionState::Left);
    }

    void snapshot_isTheNewest()
    {
        enterRoom();
        QSignalSpy snapshots(m_session.get(), &RoomSession::snapshotChanged);
        RoomSnapshot state;
        state.revision = 6;
        m_link->say(0, msg::State{state});
        QCOMPARE(snapshots.size(), 1);
        QCOMPARE(m_session->snapshot(), state);
    }

    void changes_areApplied_andAskedFor_whenAMessageIsMissing()
    {
        enterRoom();
        const auto state = m_session->snapshot();
        auto next = state;
        ++next.revision;
        next.waitingCount = 3;
        m_link->say(0, changesBetween(state, next));
        QVERIFY(m_session->snapshot() == next);
        // Two messages later.
        auto skipped = next;
        skipped.revision += 1;
        auto last = skipped;
        last.revision += 1;
        last.room.locked = true;
        const auto before = m_link->sent.size();
        m_link->say(0, changesBetween(skipped, last));
        m_link->say(0, changesBetween(skipped, last));
        QVERIFY(m_session->snapshot() == next);
        QCOMPARE(m_link->sent.size(), before + 1); // asked once
        QVERIFY(std::holds_alternative<msg::GetState>(m_link->sent.back().body));
        m_link->say(m_link->sent.back().id, msg::State{last});
        QVERIFY(m_session->snapshot() == last);
        m_link->say(0, changesBetween(skipped, last));
        QCOMPARE(m_link->sent.size(), before + 2); // and again
    }

    void secret_isSent_whenJoiningAgainAfterACut()
    {
        enterRoom();
        QSignalSpy lost(m_session.get(), &RoomSession::connectionLost);
        QSignalSpy joined(m_session.get(), &RoomSession::joined);
        m_link->cut();
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QCOMPARE(lost.size(), 1);
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->accept();
        QCOMPARE(m_link->all<msg::Join>().at(1).second.resume, u"secret"_s);
        m_link->welcome(u"another"_s);
        QCOMPARE(joined.size(), 1);
        cutAndReturn();
        QCOMPARE(m_link->all<msg::Join>().at(2).second.resume, u"another"_s);
    }

    void attempts_comeFurtherAndFurtherApart_untilOneSucceeds()
    {
        QSignalSpy lost(m_session.get(), &RoomSession::connectionLost);
        m_session->join();
        const auto cutAfterOpening = [this](size_t opens) {
            m_link->cut();
            QTRY_COMPARE_WITH_TIMEOUT(m_link->opens.size(), opens + 1, 5000);
        };
        for (size_t opens = 1; opens <= 3; ++opens) {
            cutAfterOpening(opens);
        }
        const auto gap = [this](size_t i) { return m_link->opens[i] - m_link->opens[i - 1]; };
        // A coarse timer may fire up to 5 % early.
        QVERIFY2(gap(1) >= 180 && gap(2) >= 370 && gap(3) >= 740, "too fast");
        QCOMPARE(lost.size(), 0);
        m_link->accept();
        m_link->welcome();
        // The back-off starts from the shortest delay again: the fourth would have been two
        // seconds.
        cutAfterOpening(4);
        QVERIFY(gap(4) >= 180 && gap(4) < 1900);
    }

    void waiting_endsInWelcome()
    {
        QSignalSpy joined(m_session.get(), &RoomSession::joined);
        m_session->join();
        m_link->accept();
        m_link->say(m_link->sent.back().id, msg::Waiting{u"locked"_s});
        QCOMPARE(m_session->state(), SessionState::Waiting);
        QCOMPARE(joined.size(), 0);
        m_link->welcome();
        QCOMPARE(m_session->state(), SessionState::Joined);
        QCOMPARE(joined.size(), 1);
    }

    void welcome_isIgnored_whenNobodyAskedForIt()
    {
        enterRoom();
        QSignalSpy joined(m_session.get(), &RoomSession::joined);
        msg::Welcome other;
        other.participant = ParticipantId{u"other"_s};
        m_link->say(0, other);
        QCOMPARE(joined.size(), 0);
        QCOMPARE(m_session->self(), ParticipantId{u"me"_s});
    }

    // ---- the end

    void finalError_endsTheSession_whenJoining_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const auto code : {ErrorCode::TokenInvalid, ErrorCode::TokenExpired,
                                ErrorCode::UnknownRoom, ErrorCode::SessionEnded, ErrorCode::TooMany,
                                ErrorCode::UnsupportedVersion, ErrorCode::NotAllowed}) {
            QTest::newRow(qPrintable(errorCodeName(code))) << code;
        }
    }

    void finalError_endsTheSession_whenJoining()
    {
        QFETCH(ErrorCode, code);
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_session->join();
        m_link->accept();
        m_link->refuse(m_link->sent.back().id, code, true);
        m_link->cut();
        QCOMPARE(m_session->state(), SessionState::Left);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, code);
        QCOMPARE(m_link->closes, 1);
        QTest::qWait(0);
        QCOMPARE(m_link->opens.size(), size_t(1));
    }

    void unknownCertificate_endsTheSession()
    {
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_session->join();
        m_link->cut(ErrorCode::CertificateUnknown);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::CertificateUnknown);
        QCOMPARE(m_session->state(), SessionState::Left);
    }

    void otherError_isTriedAgain_whenJoining()
    {
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_link->reportsClose = true;
        m_session->join();
        m_link->accept();
        m_link->refuse(m_link->sent.back().id, ErrorCode::Internal);
        QCOMPARE(m_session->state(), SessionState::Reconnecting);
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        QCOMPARE(left.size(), 0);
    }

    void sessionEnded_endsIt_once()
    {
        enterRoom();
        QSignalSpy left(m_session.get(), &RoomSession::left);
        int replies = 0;
        m_session->request(msg::SetHand{true},
                           [&replies](const RoomSession::Reply &) { ++replies; });
        m_link->reportsClose = true;
        m_link->say(0, msg::SessionEnded{u"timeout"_s});
        m_link->cut();
        m_session->leave();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::SessionEnded);
        QCOMPARE(left[0][0].value<Error>().detail, u"timeout"_s);
        QCOMPARE(replies, 1);
    }

    void leaving_saysSo_andEndsAsCancelled()
    {
        enterRoom();
        QSignalSpy left(m_session.get(), &RoomSession::left);
        m_session->leave();
        QCOMPARE(m_link->all<msg::Leave>().size(), size_t(1));
        QCOMPARE(m_link->closes, 1);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::Cancelled);
    }

    void leaving_stopsTrying_whileTheConnectionIsCut()
    {
        enterRoom();
        m_link->cut();
        m_session->leave();
        QCOMPARE(m_session->state(), SessionState::Left);
        QVERIFY(!QTest::qWaitFor([this] { return m_link->opens.size() > 1; }, 400));
        QVERIFY(m_link->all<msg::Leave>().empty());
    }
};

QTEST_GUILESS_MAIN(TestRoomSession)
#include "test_room_session.moc"
