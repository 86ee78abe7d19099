#include "tests/unit/room_fixture.h"

#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

bool sameRefusal(const std::optional<Refusal> &a, const std::optional<Refusal> &b)
{
    return a.has_value() == b.has_value() && (!a || (a->error == b->error && a->name == b->name));
}

Publication cameraOf(int generation)
{
    return Publication{Peer::Main, generation,
                       {PublishedTrack{QStringLiteral("0"), MediaKind::Video, QStringLiteral("vp8")}}};
}

/// Host "h", moderator "m", participant "p".
TestRoom threePeople()
{
    TestRoom room;
    room.enter("h", Role::Host, ClientKind::Desktop);
    room.enter("m", Role::Moderator);
    room.enter("p", Role::Participant);
    return room;
}

} // namespace

class TestRoomAuthority : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- coming and going

    void newcomer_isWelcomedAndListed_whenTheRoomIsOpen()
    {
        TestRoom room;
        QVERIFY(room.enter("a", Role::Participant));
        QCOMPARE(room.effects<effect::Welcome>().size(), size_t(1));
        QCOMPARE(room.effects<effect::Welcome>()[0].participant, pid("a"));
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        const auto view = snapshot(room.state, room.now);
        QCOMPARE(view.participants.size(), size_t(1));
        QVERIFY(view.participants[0].present);
        QCOMPARE(view.participants[0].consent, Consent::None);
        QCOMPARE(view.revision, 1);
    }

    void revision_growsByOne_withEachChange()
    {
        auto room = threePeople();
        const int before = room.state.revision;
        QVERIFY(room.say("p", msg::SetHand{true}));
        QCOMPARE(room.state.revision, before + 1);
        QVERIFY(room.tickAfter(1s));
        QCOMPARE(room.state.revision, before + 1);
        QVERIFY(room.last.effects.empty());
    }

    void place_isKeptFor30Seconds_whenTheConnectionIsLost()
    {
        auto room = threePeople();
        QVERIFY(room.say("p", msg::SetStage{true}));
        QVERIFY(room.lose("p"));
        QVERIFY(!room.who("p").present);
        QVERIFY(room.who("p").onStage);
        room.tickAfter(30s);
        QVERIFY(room.has("p"));
        room.tickAfter(1ms);
        QVERIFY(!room.has("p"));
        QCOMPARE(room.effects<effect::Removed>().size(), size_t(1));
        QCOMPARE(room.effects<effect::Removed>()[0].participant, pid("p"));
    }

    void whoReturns_getsTheSamePlace_withinItsTime()
    {
        auto room = threePeople();
        room.say("p", msg::SetStage{true});
        room.say("p", msg::SetHand{true});
        const int order = room.who("p").stageOrder;
        room.lose("p");
        room.now += 29s;
        QVERIFY(room.comeBack("p"));
        QCOMPARE(room.effects<effect::Welcome>().size(), size_t(1));
        QVERIFY(room.who("p").present);
        QVERIFY(room.who("p").handRaised);
        QCOMPARE(room.who("p").stageOrder, order);
        room.tickAfter(60s);
        QVERIFY(room.has("p"));
    }

    void whoReturns_isRefused_whenThePlaceIsGone()
    {
        auto room = threePeople();
        room.lose("p");
        room.tickAfter(31s);
        QVERIFY(!room.comeBack("p"));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
    }

    void leaving_givesUpThePlaceAtOnce()
    {
        auto room = threePeople();
        room.say("h", msg::Highlight{pid("p")});
        QVERIFY(room.say("p", msg::Leave{}));
        QVERIFY(!room.has("p"));
        QVERIFY(room.state.highlighted.isEmpty());
        QCOMPARE(room.effects<effect::Removed>().size(), size_t(1));
    }

    void roomThatIsFull_refusesNewcomers_andCountsThoseWhoWait()
    {
        TestRoom room;
        room.state.rules.maxParticipants = 3;
        room.enter("h", Role::Host);
        room.enter("a", Role::Participant);
        room.say("h", msg::LockRoom{true});
        QVERIFY(room.enter("b", Role::Participant));
        QVERIFY(!room.enter("c", Role::Participant));
        QCOMPARE(room.refusedWith(), ErrorCode::TooMany);
        QVERIFY(room.say("a", msg::Leave{}));
        QVERIFY(room.enter("c", Role::Participant));
    }

    void everyone_isRefused_whenTheSessionIsOver()
    {
        auto room = threePeople();
        QVERIFY(room.say("m", msg::EndSession{}));
        QCOMPARE(room.effects<effect::SessionOver>().size(), size_t(1));
        QCOMPARE(room.effects<effect::SessionOver>()[0].reason, QStringLiteral("ended"));
        QVERIFY(!room.enter("x", Role::Host));
        QCOMPARE(room.refusedWith(), ErrorCode::SessionEnded);
        QVERIFY(!room.comeBack("p"));
        QVERIFY(!room.say("h", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), ErrorCode::SessionEnded);
        QVERIFY(!room.say("h", msg::EndSession{}));
        QVERIFY(room.effects<effect::SessionOver>().empty());
    }

    void stranger_isRefused()
    {
        auto room = threePeople();
        QVERIFY(!room.say("x", msg::SetHand{true}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
    }

    // ---- roles

    void participant_isRefused_whatOnlyModeratorsMay_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("lock") << 0;
        QTest::newRow("unlock") << 1;
        QTest::newRow("highlight") << 2;
        QTest::newRow("end the highlight") << 3;
        QTest::newRow("fit another's tile") << 4;
        QTest::newRow("end the session") << 5;
    }

    void participant_isRefused_whatOnlyModeratorsMay()
    {
        const std::vector<ClientBody> bodies = {
            msg::LockRoom{true},      msg::LockRoom{false},
            msg::Highlight{pid("p")}, msg::Highlight{},
            msg::SetFit{pid("m"), Fit::Contain}, msg::EndSession{}};
        QFETCH(int, which);
        auto room = threePeople();
        const auto before = room.state;
        QVERIFY(!room.say("p", bodies[static_cast<size_t>(which)]));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(room.last.effects.empty());
        QVERIFY(room.state == before);
        for (const auto *moderating : {"h", "m"}) {
            auto other = threePeople();
            QVERIFY(other.say(moderating, bodies[static_cast<size_t>(which)]));
        }
    }

    void fit_isOnesOwnBusiness_alsoForParticipants()
    {
        auto room = threePeople();
        QVERIFY(room.say("p", msg::SetFit{pid("p"), Fit::Contain}));
        QCOMPARE(room.who("p").fit, Fit::Contain);
        QVERIFY(!room.say("h", msg::SetFit{pid("x"), Fit::Contain}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
        QVERIFY(!room.say("h", msg::Highlight{pid("x")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
    }

    void messageThatIsNotTheRooms_isRefused()
    {
        auto room = threePeople();
        QVERIFY(!room.say("h", msg::ListMedia{}));
        QCOMPARE(room.refusedWith(), ErrorCode::Malformed);
    }

    // ---- lock

    void newcomers_waitInOrder_whileTheRoomIsLocked()
    {
        auto room = threePeople();
        QVERIFY(room.say("m", msg::LockRoom{true}));
        QVERIFY(room.enter("a", Role::Participant));
        QCOMPARE(room.effects<effect::Wait>().size(), size_t(1));
        QVERIFY(room.effects<effect::Welcome>().empty());
        QVERIFY(room.enter("b", Role::Moderator));
        QVERIFY(room.enter("c", Role::Participant));
        QVERIFY(!room.has("a") && !room.has("b") && !room.has("c"));
        QCOMPARE(snapshot(room.state, room.now).waitingCount, 3);

        QVERIFY(room.lose("b"));
        QCOMPARE(snapshot(room.state, room.now).waitingCount, 2);
        QVERIFY(room.say("h", msg::LockRoom{false}));
        const auto welcomed = room.effects<effect::Welcome>();
        QCOMPARE(welcomed.size(), size_t(2));
        QCOMPARE(welcomed[0].participant, pid("a"));
        QCOMPARE(welcomed[1].participant, pid("c"));
        QCOMPARE(snapshot(room.state, room.now).waitingCount, 0);
        QVERIFY(room.has("a") && room.has("c") && !room.has("b"));
    }

    void host_enters_whileTheRoomIsLocked()
    {
        auto room = threePeople();
        room.say("m", msg::LockRoom{true});
        QVERIFY(room.enter("second", Role::Host));
        QVERIFY(room.has("second"));
    }

    void whoWasInside_returns_whileTheRoomIsLocked()
    {
        auto room = threePeople();
        room.say("m", msg::LockRoom{true});
        room.lose("p");
        QVERIFY(room.comeBack("p"));
        QVERIFY(room.who("p").present);
    }

    // ---- stage

    void stageOrder_growsWithEachWhoComes_alsoAgain()
    {
        auto room = threePeople();
        room.say("p", msg::SetStage{true});
        room.say("h", msg::SetStage{true});
        QVERIFY(room.who("p").stageOrder < room.who("h").stageOrder);
        const int first = room.who("p").stageOrder;
        room.say("p", msg::SetStage{true});
        QCOMPARE(room.who("p").stageOrder, first);
        room.say("p", msg::SetStage{false});
        QCOMPARE(room.who("p").stageOrder, 0);
        room.say("p", msg::SetStage{true});
        QVERIFY(room.who("p").stageOrder > room.who("h").stageOrder);
    }

    void recorder_isNeverOnStage()
    {
        auto room = threePeople();
        room.enter("r", Role::Moderator, ClientKind::Recorder);
        QVERIFY(!room.say("r", msg::SetStage{true}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(room.say("r", msg::SetStage{false}));
        QVERIFY(!room.who("r").onStage);
    }

    void cameraAndMicrophone_areShown_asTheClientSays()
    {
        auto room = threePeople();
        QVERIFY(room.say("p", msg::SetMedia{true, false}));
        QVERIFY(room.who("p").camera && !room.who("p").microphone);
        const int revision = room.state.revision;
        QVERIFY(room.say("p", msg::SetMedia{true, false}));
        QCOMPARE(room.state.revision, revision);
    }

    // ---- publications

    void publications_areGone_whenTheMediaServerIsAnother()
    {
        auto room = threePeople();
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(1)});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(2)});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        QCOMPARE(room.who("p").publications[0].generation, 2);
        room.apply(cmd::SfuChanged{SfuInfo{SfuState::Up, 1}});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        room.apply(cmd::SfuChanged{SfuInfo{SfuState::Up, 2}});
        QVERIFY(room.who("p").publications.empty());
        QCOMPARE(snapshot(room.state, room.now).sfu.generation, 2);
    }

    void publications_areGone_whenTheConnectionIsLost()
    {
        auto room = threePeople();
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(1)});
        room.lose("p");
        QVERIFY(room.who("p").publications.empty());
        // The media server's answer was under way when the connection went.
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(2)});
        QVERIFY(room.who("p").publications.empty());
        room.comeBack("p");
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(3)});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        // A newer connection took over before the old one was seen to be gone.
        room.comeBack("p");
        QVERIFY(room.who("p").publications.empty());
    }

    void publication_isGone_whenItIsTakenBack()
    {
        auto room = threePeople();
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(1)});
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Screen, Publication{Peer::Screen, 2, {}}});
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, std::nullopt});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        QVERIFY(room.who("p").sharesScreen());
    }

    // ---- the host's 15 minutes

    void session_timesOut_15MinutesAfterTheHostLeft()
    {
        auto room = threePeople();
        room.say("h", msg::Leave{});
        room.tickAfter(15min - 1ms);
        QVERIFY(!room.state.ended);
        room.tickAfter(1ms);
        QVERIFY(room.state.ended);
        const auto over = room.effects<effect::SessionOver>();
        QCOMPARE(over.size(), size_t(1));
        QCOMPARE(over[0].reason, QStringLiteral("timeout"));
        room.tickAfter(1min);
        QVERIFY(room.effects<effect::SessionOver>().empty());
    }

    void session_timesOut_15MinutesAfterTheHostsConnectionWasLost()
    {
        auto room = threePeople();
        room.lose("h");
        room.tickAfter(31s);
        QVERIFY(!room.has("h"));
        room.tickAfter(15min - 31s);
        QVERIFY(room.state.ended);
    }

    void session_goesOn_whenTheHostReturnsInTime()
    {
        auto room = threePeople();
        room.say("h", msg::Leave{});
        room.tickAfter(14min);
        QVERIFY(room.enter("h2", Role::Host));
        room.tickAfter(1h);
        QVERIFY(!room.state.ended);
        // The next absence is counted from its own beginning.
        room.lose("h2");
        room.tickAfter(14min);
        QVERIFY(!room.state.ended);
        room.tickAfter(1min);
        QVERIFY(room.state.ended);
    }

    void session_goesOn_whenOneOfTwoHostsLeaves()
    {
        auto room = threePeople();
        room.enter("h2", Role::Host, ClientKind::Web, FormFactor::Phone);
        room.say("h", msg::Leave{});
        room.tickAfter(1h);
        QVERIFY(!room.state.ended);
    }

    void session_goesOn_whenNoHostEverCame()
    {
        TestRoom room;
        room.enter("m", Role::Moderator);
        room.tickAfter(24h);
        QVERIFY(!room.state.ended);
    }

    void session_timesOut_alsoWhenEverybodyIsGone()
    {
        auto room = threePeople();
        for (const auto *id : {"h", "m", "p"}) {
            room.say(id, msg::Leave{});
        }
        room.tickAfter(15min);
        // Else the next one to come, days later, would be thrown out at once.
        QVERIFY(room.state.ended);
    }

    void recorderWithAHostsLink_isNotAHostWhoIsThere()
    {
        auto room = threePeople();
        room.enter("r", Role::Host, ClientKind::Recorder);
        room.say("h", msg::Leave{});
        room.tickAfter(15min);
        QVERIFY(room.state.ended);
    }

    // ---- purity

    void sameArguments_giveTheSameDecision()
    {
        auto room = threePeople();
        const std::vector<RoomCommand> commands = {
            cmd::ConnectionLost{pid("p")},
            cmd::Return{pid("p")},
            cmd::FromClient{pid("h"), msg::StartRecording{}, rid("r1"), room.wallTime},
            cmd::FromClient{pid("p"), msg::StartRecording{}, rid("r2"), room.wallTime},
            cmd::FromClient{pid("m"), msg::StartRecording{}, rid("r3"), room.wallTime},
            cmd::Tick{},
            cmd::FromClient{pid("m"), msg::EndSession{}, {}, {}},
            cmd::Enter{}};
        for (const auto &command : commands) {
            room.now += 1s;
            const auto before = room.state;
            const auto first = decide(before, command, room.now);
            const auto second = decide(before, command, room.now);
            QVERIFY(before == room.state);
            QVERIFY(first.state == second.state);
            QCOMPARE(first.effects.size(), second.effects.size());
            for (size_t i = 0; i < first.effects.size(); ++i) {
                QCOMPARE(first.effects[i].index(), second.effects[i].index());
            }
            QVERIFY(sameRefusal(first.refusal, second.refusal));
            if (first.refusal) {
                QVERIFY(first.state == before);
                QVERIFY(first.effects.empty());
            }
            room.state = first.state;
        }
        QVERIFY(room.state.ended);
    }

    void states_differ_whenAnyRuleDiffers()
    {
        RoomState a;
        RoomState b;
        QVERIFY(a == b);
        b.rules.placeKept += 1ns;
        QVERIFY(!(a == b));
    }
};

QTEST_GUILESS_MAIN(TestRoomAuthority)
#include "test_room_authority.moc"
