#include "tests/room/session_fixture.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// What a callback received.
struct Heard
{
    std::vector<RoomSession::Reply> replies;
    RoomSession::ReplyCallback callback()
    {
        return [this](const RoomSession::Reply &reply) { replies.push_back(reply); };
    }
};

struct HeardSdp
{
    std::vector<Result<QString>> results;
    MediaSignalling::SdpCallback callback()
    {
        return [this](const Result<QString> &result) { results.push_back(result); };
    }
};

const RecordingId kRec{u"r1"_s};

} // namespace

class TestRoomRequests : public QObject, private SessionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeSession(); }

    void cleanup() { endSession(); }

    // ---- asking

    void request_isAnsweredOnce_withItsAnswer()
    {
        enterRoom();
        Heard first;
        Heard second;
        m_session->request(msg::ListMedia{}, first.callback());
        const int firstId = m_link->sent.back().id;
        m_session->request(msg::SetHand{true}, second.callback());
        const int secondId = m_link->sent.back().id;
        QVERIFY(firstId != secondId);
        m_link->say(secondId, msg::Ok{});
        QCOMPARE(first.replies.size(), size_t(0));
        m_link->say(firstId, msg::MediaList{u"Recordings"_s, {}});
        m_link->say(firstId, msg::Ok{});
        m_link->cut();
        QCOMPARE(first.replies.size(), size_t(1));
        QVERIFY(std::holds_alternative<msg::MediaList>(first.replies[0].body.value()));
        QCOMPARE(second.replies.size(), size_t(1));
        QVERIFY(std::holds_alternative<msg::Ok>(second.replies[0].body.value()));
    }

    void request_isAnsweredWithTheErrorAndTheName_whenItIsRefused()
    {
        enterRoom();
        QSignalSpy refused(m_session.get(), &RoomSession::refused);
        Heard heard;
        m_session->request(msg::StartRecording{}, heard.callback());
        m_link->refuse(m_link->sent.back().id, ErrorCode::AlreadyRecording, false, u"Ann"_s);
        QCOMPARE(heard.replies.size(), size_t(1));
        QCOMPARE(heard.replies[0].body.error().code, ErrorCode::AlreadyRecording);
        QCOMPARE(heard.replies[0].name, u"Ann"_s);
        QCOMPARE(refused.size(), 0);
        QCOMPARE(m_session->state(), SessionState::Joined);
    }

    void request_failsAlone_whenItsAnswerIsNotUnderstood()
    {
        enterRoom();
        Heard first;
        Heard second;
        m_session->request(msg::ListMedia{}, first.callback());
        const int firstId = m_link->sent.back().id;
        m_session->request(msg::SetHand{true}, second.callback());
        m_link->garble(firstId, "mediaList");
        QCOMPARE(first.replies.size(), size_t(1));
        QCOMPARE(first.replies[0].body.error().code, ErrorCode::Malformed);
        QCOMPARE(second.replies.size(), size_t(0));
        m_link->say(m_link->sent.back().id, msg::Ok{});
        QCOMPARE(second.replies.size(), size_t(1));
        QCOMPARE(m_session->state(), SessionState::Joined);
    }

    void refusal_isASignal_whenTheRequestHasNoCallback()
    {
        enterRoom();
        QSignalSpy refused(m_session.get(), &RoomSession::refused);
        m_session->request(msg::LockRoom{true});
        m_link->refuse(m_link->sent.back().id, ErrorCode::NotAllowed);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].value<Error>().code, ErrorCode::NotAllowed);
        m_session->request(msg::LockRoom{true});
        m_link->cut();
        QCOMPARE(refused.size(), 1);
    }

    void request_isUnreachable_whenTheConnectionGoes_orIsNotThere()
    {
        enterRoom();
        Heard heard;
        m_session->request(msg::SetHand{true}, heard.callback());
        QCOMPARE(heard.replies.size(), size_t(0));
        m_link->cut();
        QCOMPARE(heard.replies.size(), size_t(1));
        QCOMPARE(heard.replies[0].body.error().code, ErrorCode::Unreachable);
        const auto sent = m_link->sent.size();
        m_session->request(msg::SetHand{true}, heard.callback());
        QCOMPARE(heard.replies.size(), size_t(2));
        QCOMPARE(heard.replies[1].body.error().code, ErrorCode::Unreachable);
        QCOMPARE(m_link->sent.size(), sent);
    }

    void keptMessage_isSentAgain_afterACut_withAnIdOfItsOwn()
    {
        enterRoom();
        m_session->sendUntilAnswered(msg::RecorderStarted{kRec, 1});
        m_session->sendUntilAnswered(msg::RecorderFailed{kRec, 1, {}, {}});
        QCOMPARE(m_link->all<msg::RecorderStarted>().size(), size_t(1));
        cutAndReturn();
        const auto started = m_link->all<msg::RecorderStarted>();
        QCOMPARE(started.size(), size_t(2));
        QVERIFY(started[0].first != started[1].first);
        // In the order in which they were sent.
        QVERIFY(m_link->all<msg::RecorderFailed>().at(1).first > started[1].first);
    }

    void keptMessage_isNotSentAgain_onceItWasAnswered()
    {
        enterRoom();
        m_session->sendUntilAnswered(msg::RecorderStarted{kRec, 1});
        m_link->say(m_link->sent.back().id, msg::Ok{});
        m_session->sendUntilAnswered(msg::RecorderFailed{kRec, 1, {}, {}});
        m_link->refuse(m_link->sent.back().id, ErrorCode::StaleRecording);
        cutAndReturn();
        QCOMPARE(m_link->all<msg::RecorderStarted>().size(), size_t(1));
        QCOMPARE(m_link->all<msg::RecorderFailed>().size(), size_t(1));
    }

    void keptMessage_isSentOnJoining_whenItWasGivenDuringACut()
    {
        enterRoom();
        m_link->cut();
        m_session->sendUntilAnswered(msg::RecorderStarted{kRec, 1});
        QVERIFY(m_link->all<msg::RecorderStarted>().empty());
        QTRY_COMPARE(m_link->opens.size(), size_t(2));
        m_link->accept();
        m_link->welcome();
        QCOMPARE(m_link->all<msg::RecorderStarted>().size(), size_t(1));
    }

    // ---- signalling of WebRTC

    void ordersToTheRecorder_areHandedOn()
    {
        enterRoom();
        QSignalSpy paused(m_session.get(), &RoomSession::pauseRecorder);
        const msg::PauseRecorder order{RecordingId{u"r1"_s}, 4, true};
        m_link->say(0, order);
        QCOMPARE(paused.size(), 1);
        QCOMPARE(paused[0][0].value<msg::PauseRecorder>(), order);
    }

    void publish_givesTheAnswer_once()
    {
        enterRoom();
        HeardSdp heard;
        m_session->signalling().publish(Peer::Main, u"offer"_s, heard.callback());
        const auto sent = m_link->all<msg::Publish>();
        QCOMPARE(sent.size(), size_t(1));
        QCOMPARE(sent[0].second, (msg::Publish{Peer::Main, u"offer"_s}));
        m_link->say(sent[0].first, msg::Published{Peer::Main, 3, u"answer"_s});
        m_link->say(sent[0].first, msg::Published{Peer::Main, 3, u"answer"_s});
        m_link->cut();
        QCOMPARE(heard.results.size(), size_t(1));
        QCOMPARE(heard.results[0].value(), u"answer"_s);
    }

    void subscribe_givesTheOffer_once()
    {
        enterRoom();
        HeardSdp heard;
        m_session->signalling().subscribe(msg::Subscribe{u"s"_s, {}, Peer::Main, {}},
                                          heard.callback());
        const auto sent = m_link->all<msg::Subscribe>();
        m_link->say(sent.at(0).first, msg::Subscribed{u"s"_s, u"offer"_s});
        m_link->cut();
        QCOMPARE(heard.results.size(), size_t(1));
        QCOMPARE(heard.results[0].value(), u"offer"_s);
    }

    void publishAndSubscribe_failOnce_whenRefusedOrCutOrAnsweredWithNonsense()
    {
        enterRoom();
        HeardSdp refused;
        HeardSdp nonsense;
        HeardSdp cut;
        m_session->signalling().publish(Peer::Main, {}, refused.callback());
        m_link->refuse(m_link->sent.back().id, ErrorCode::NoMediaServer);
        m_session->signalling().subscribe({}, nonsense.callback());
        m_link->say(m_link->sent.back().id, msg::Ok{});
        m_session->signalling().publish(Peer::Screen, {}, cut.callback());
        m_session->signalling().subscribe({}, cut.callback());
        m_link->cut();
        QCOMPARE(refused.results.size(), size_t(1));
        QCOMPARE(refused.results[0].error().code, ErrorCode::NoMediaServer);
        QCOMPARE(nonsense.results.size(), size_t(1));
        QCOMPARE(nonsense.results[0].error().code, ErrorCode::Malformed);
        QCOMPARE(cut.results.size(), size_t(2));
        QCOMPARE(cut.results[0].error().code, ErrorCode::Unreachable);
        QCOMPARE(cut.results[1].error().code, ErrorCode::Unreachable);
    }

    void subscription_isReportedAsEnded_whenItsAnswerIsRefused_notWhenCut()
    {
        enterRoom();
        QSignalSpy ended(m_session.get(), &RoomSession::subscriptionEnded);
        m_session->signalling().answer(u"s"_s, u"sdp"_s);
        m_link->refuse(m_link->sent.back().id, ErrorCode::MediaFailed);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), u"s"_s);
        m_session->signalling().answer(u"t"_s, u"sdp"_s);
        m_link->cut();
        QCOMPARE(ended.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoomRequests)
#include "test_room_requests.moc"
