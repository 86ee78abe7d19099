#include "tests/room/room_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

bool sameRefusal(const std::optional<Refusal> &a, const std::optional<Refusal> &b)
{
    return a.has_value() == b.has_value() && (!a || (a->error == b->error && a->name == b->name));
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
        QVERIFY(room.say("h", msg::EndSession{}));
        QCOMPARE(room.effects<effect::SessionOver>().size(), size_t(1));
        QCOMPARE(room.effects<effect::SessionOver>()[0].reason, u"ended"_s);
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
        QCOMPARE(over[0].reason, u"timeout"_s);
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
        // The next absence has its own countdown.
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
        // Otherwise the next person to join, days later, would be thrown out at once.
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
            cmd::FromClient{pid("h"), msg::EndSession{}, {}, {}},
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
