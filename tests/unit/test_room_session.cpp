#include "app/room/room_session.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

/// The service at the other end, as the test plays it.
class FakeRoomLink : public RoomLink
{
public:
    void open() override { opens.push_back(m_clock.elapsed()); }
    void send(const ClientMessage &message) override { sent.push_back(message); }
    void close() override
    {
        ++closes;
        if (reportsClose) {
            Q_EMIT closed(Error{ErrorCode::Cancelled, QStringLiteral("closed here")});
        }
    }

    void accept() { Q_EMIT opened(); }
    void say(int re, const ServiceBody &body) { Q_EMIT received(ServiceMessage{re, body}); }
    void cut(ErrorCode code = ErrorCode::Unreachable)
    {
        Q_EMIT closed(Error{code, QStringLiteral("gone")});
    }
    void refuse(int re, ErrorCode code, bool fatal = false, const QString &name = {})
    {
        say(re, msg::ErrorReply{errorCodeName(code), QStringLiteral("no"), name, fatal});
    }
    void welcome(const QString &resume = QStringLiteral("secret"))
    {
        msg::Welcome message;
        message.participant = ParticipantId{QStringLiteral("me")};
        message.resume = resume;
        message.role = Role::Moderator;
        message.iceServers = {IceServer{{QStringLiteral("stun:x")}, {}, {}}};
        message.state.revision = 5;
        say(sent.back().id, message);
    }

    /// All that was sent of one kind, in order.
    template <class M>
    [[nodiscard]] std::vector<std::pair<int, M>> all() const
    {
        std::vector<std::pair<int, M>> found;
        for (const auto &message : sent) {
            if (const auto *body = std::get_if<M>(&message.body)) {
                found.emplace_back(message.id, *body);
            }
        }
        return found;
    }

    std::vector<qint64> opens;
    std::vector<ClientMessage> sent;
    int closes = 0;
    bool reportsClose = false;

private:
    QElapsedTimer m_clock = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
};

/// What a callback heard.
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

const RecordingId kRec{QStringLiteral("r1")};

} // namespace

class TestRoomSession : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeRoomLink> m_link;
    std::unique_ptr<RoomSession> m_session;

    void enterRoom()
    {
        m_session->join();
        m_link->accept();
        m_link->welcome();
    }

    /// The link is cut, and the session's next attempt succeeds.
    void cutAndReturn()
    {
        const auto opens = m_link->opens.size();
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), opens + 1);
        m_link->accept();
        m_link->welcome();
    }

private Q_SLOTS:
    void init()
    {
        m_link = std::make_unique<FakeRoomLink>();
        m_session = std::make_unique<RoomSession>(
            *m_link, SessionIdentity{QStringLiteral("token"), QStringLiteral("Zoë"),
                                     FormFactor::Desktop, ClientKind::Desktop});
    }

    void cleanup()
    {
        m_session.reset();
        m_link.reset();
    }

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
        QCOMPARE(std::get<msg::Join>(m_link->sent[0].body),
                 (msg::Join{QStringLiteral("token"), QStringLiteral("Zoë"), FormFactor::Desktop,
                            ClientKind::Desktop, QString()}));
        QCOMPARE(joined.size(), 0);
        m_link->welcome();
        QCOMPARE(m_session->state(), SessionState::Joined);
        QCOMPARE(joined.size(), 1);
        QCOMPARE(snapshots.size(), 1);
        QCOMPARE(m_session->self(), ParticipantId{QStringLiteral("me")});
        QCOMPARE(m_session->role(), Role::Moderator);
        QCOMPARE(m_session->snapshot().revision, 5);
        QCOMPARE(m_session->iceServers().size(), size_t(1));
        // Twice is once.
        m_session->join();
        QCOMPARE(m_link->opens.size(), size_t(1));
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
        QCOMPARE(m_link->all<msg::Join>().at(1).second.resume, QStringLiteral("secret"));
        m_link->welcome(QStringLiteral("another"));
        QCOMPARE(joined.size(), 1);
        cutAndReturn();
        QCOMPARE(m_link->all<msg::Join>().at(2).second.resume, QStringLiteral("another"));
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
        QVERIFY2(gap(1) >= 180 && gap(2) >= 460 && gap(3) >= 940, "too fast");
        QCOMPARE(lost.size(), 0);
        m_link->accept();
        m_link->welcome();
        // It starts from the shortest again: the fourth wait would have been two seconds.
        cutAfterOpening(4);
        QVERIFY(gap(4) >= 180 && gap(4) < 1900);
    }

    void waiting_endsInWelcome()
    {
        QSignalSpy joined(m_session.get(), &RoomSession::joined);
        m_session->join();
        m_link->accept();
        m_link->say(m_link->sent.back().id, msg::Waiting{QStringLiteral("locked")});
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
        other.participant = ParticipantId{QStringLiteral("other")};
        m_link->say(0, other);
        QCOMPARE(joined.size(), 0);
        QCOMPARE(m_session->self(), ParticipantId{QStringLiteral("me")});
    }

    // ---- the end

    void finalError_endsTheSession_whenJoining_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const auto code :
             {ErrorCode::TokenInvalid, ErrorCode::TokenExpired, ErrorCode::UnknownRoom,
              ErrorCode::SessionEnded, ErrorCode::TooMany, ErrorCode::UnsupportedVersion}) {
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
        Heard heard;
        m_session->request(msg::SetHand{true}, heard.callback());
        m_link->reportsClose = true;
        m_link->say(0, msg::SessionEnded{QStringLiteral("timeout")});
        m_link->cut();
        m_session->leave();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left[0][0].value<Error>().code, ErrorCode::SessionEnded);
        QCOMPARE(left[0][0].value<Error>().detail, QStringLiteral("timeout"));
        QCOMPARE(heard.replies.size(), size_t(1));
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
        m_link->say(firstId, msg::MediaList{QStringLiteral("Recordings"), {}});
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
        m_link->refuse(m_link->sent.back().id, ErrorCode::AlreadyRecording, false,
                       QStringLiteral("Ann"));
        QCOMPARE(heard.replies.size(), size_t(1));
        QCOMPARE(heard.replies[0].body.error().code, ErrorCode::AlreadyRecording);
        QCOMPARE(heard.replies[0].name, QStringLiteral("Ann"));
        QCOMPARE(refused.size(), 0);
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
        // In the order in which they were given.
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

    void publish_givesTheAnswer_once()
    {
        enterRoom();
        HeardSdp heard;
        m_session->publish(Peer::Main, QStringLiteral("offer"), heard.callback());
        const auto sent = m_link->all<msg::Publish>();
        QCOMPARE(sent.size(), size_t(1));
        QCOMPARE(sent[0].second, (msg::Publish{Peer::Main, QStringLiteral("offer")}));
        m_link->say(sent[0].first, msg::Published{Peer::Main, 3, QStringLiteral("answer")});
        m_link->say(sent[0].first, msg::Published{Peer::Main, 3, QStringLiteral("answer")});
        m_link->cut();
        QCOMPARE(heard.results.size(), size_t(1));
        QCOMPARE(heard.results[0].value(), QStringLiteral("answer"));
    }

    void subscribe_givesTheOffer_once()
    {
        enterRoom();
        HeardSdp heard;
        m_session->subscribe(msg::Subscribe{QStringLiteral("s"), {}, Peer::Main, {}},
                             heard.callback());
        const auto sent = m_link->all<msg::Subscribe>();
        m_link->say(sent.at(0).first, msg::Subscribed{QStringLiteral("s"), QStringLiteral("offer")});
        m_link->cut();
        QCOMPARE(heard.results.size(), size_t(1));
        QCOMPARE(heard.results[0].value(), QStringLiteral("offer"));
    }

    void publishAndSubscribe_failOnce_whenRefusedOrCutOrAnsweredWithNonsense()
    {
        enterRoom();
        HeardSdp refused;
        HeardSdp nonsense;
        HeardSdp cut;
        m_session->publish(Peer::Main, {}, refused.callback());
        m_link->refuse(m_link->sent.back().id, ErrorCode::NoMediaServer);
        m_session->subscribe({}, nonsense.callback());
        m_link->say(m_link->sent.back().id, msg::Ok{});
        m_session->publish(Peer::Screen, {}, cut.callback());
        m_session->subscribe({}, cut.callback());
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
        m_session->answer(QStringLiteral("s"), QStringLiteral("sdp"));
        m_link->refuse(m_link->sent.back().id, ErrorCode::MediaFailed);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), QStringLiteral("s"));
        m_session->answer(QStringLiteral("t"), QStringLiteral("sdp"));
        m_link->cut();
        QCOMPARE(ended.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoomSession)
#include "test_room_session.moc"
