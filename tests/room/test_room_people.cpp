#include "tests/room/room_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

Publication cameraOf(int generation)
{
    return Publication{
        Peer::Main, generation, {PublishedTrack{u"0"_s, MediaKind::Video, u"vp8"_s}}};
}

RoomCommand said(const char *id, const ClientBody &body)
{
    return cmd::FromClient{pid(id), body, {}, {}};
}

} // namespace

class TestRoomPeople : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        const std::vector<ClientBody> bodies = {msg::LockRoom{true},
                                                msg::LockRoom{false},
                                                msg::Highlight{pid("p")},
                                                msg::Highlight{},
                                                msg::SetFit{pid("m"), Fit::Contain},
                                                msg::EndSession{}};
        QFETCH(int, which);
        auto room = threePeople();
        const auto before = room.state;
        QVERIFY(!room.say("p", bodies[static_cast<size_t>(which)]));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(room.last.effects.empty());
        QVERIFY(room.state == before);
        for (const auto *moderating : {"h", "m"}) {
            auto other = threePeople();
            if (moderating == QByteArrayView("m")) {
                other.lose("h"); // a host's session is not a moderator's to end
            }
            QVERIFY(other.say(moderating, bodies[static_cast<size_t>(which)]));
        }
    }

    void moderator_endsTheSession_onlyWhileNoHostIsThere()
    {
        auto room = threePeople();
        QVERIFY(!snapshot(room.state, room.now).mayEndSession(pid("m")));
        QVERIFY(snapshot(room.state, room.now).mayEndSession(pid("h")));
        QVERIFY(!room.say("m", msg::EndSession{}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(!room.state.ended);
        room.lose("h");
        // A recorder with a host's link is nobody's presence.
        room.enter("r", Role::Host, ClientKind::Recorder);
        QVERIFY(snapshot(room.state, room.now).mayEndSession(pid("m")));
        QVERIFY(!snapshot(room.state, room.now).mayEndSession(pid("p")));
        QVERIFY(room.say("m", msg::EndSession{}));
        QVERIFY(room.state.ended);
    }

    void nobodyIsTold_whenNothingChanges()
    {
        const Publication publication{Peer::Main, 1, {{u"0"_s, MediaKind::Audio, u"opus"_s}}};
        const std::vector<RoomCommand> commands = {
            said("p", msg::SetMedia{true, true}),
            said("p", msg::SetStage{true}),
            said("p", msg::SetHand{true}),
            said("p", msg::SetFit{pid("p"), Fit::Contain}),
            said("h", msg::Highlight{pid("p")}),
            said("h", msg::LockRoom{true}),
            said("h", msg::SetRecordingOptions{true, true}),
            cmd::PublicationChanged{pid("p"), Peer::Main, publication},
            cmd::SfuChanged{SfuInfo{SfuState::Down, 1}},
        };
        auto room = threePeople();
        for (const auto &command : commands) {
            QVERIFY(room.apply(command));
            QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
            const auto before = room.state;
            QVERIFY(room.apply(command));
            QVERIFY2(room.last.effects.empty(), qPrintable(QString::number(command.index())));
            QVERIFY(room.state == before);
        }
        QVERIFY(room.apply(cmd::PublicationChanged{pid("h"), Peer::Screen, std::nullopt}));
        QVERIFY(room.last.effects.empty());
    }

    void placeIsKept_onlyForWhoWasReallyThere()
    {
        auto room = threePeople();
        const auto enterNow = [&room](const char *id, Role role) {
            QVERIFY(room.enter(id, role));
            room.state.members.back().enteredAt = room.now;
        };
        enterNow("ghost", Role::Participant);
        enterNow("speaker", Role::Participant);
        enterNow("patient", Role::Participant);
        enterNow("moderator", Role::Moderator);
        room.apply(cmd::PublicationChanged{pid("speaker"), Peer::Main, Publication{}});
        room.tickAfter(9s);
        for (const auto *id : {"ghost", "speaker", "moderator"}) {
            room.lose(id);
        }
        room.tickAfter(1s);
        room.lose("patient");
        QVERIFY(!room.has("ghost"));
        QCOMPARE(room.who("speaker").present, false);
        for (const auto *id : {"speaker", "patient", "moderator"}) {
            QVERIFY(room.has(id));
            QVERIFY(room.comeBack(id));
        }
        QVERIFY(!room.comeBack("ghost"));
    }

    void hostsAndModerators_findAPlace_whenTheRoomIsFull()
    {
        auto room = threePeople();
        room.state.rules.maxParticipants = 3;
        room.state.rules.placesForModerators = 2;
        QVERIFY(!room.enter("x", Role::Participant));
        QCOMPARE(room.refusedWith(), ErrorCode::TooMany);
        QVERIFY(room.enter("h2", Role::Host));
        QVERIFY(room.enter("r", Role::Moderator, ClientKind::Recorder));
        QVERIFY(!room.enter("m2", Role::Moderator));
        QCOMPARE(room.refusedWith(), ErrorCode::TooMany);
    }

    void recorder_isRefused_withAParticipantsLink()
    {
        auto room = threePeople();
        QVERIFY(!room.enter("r", Role::Participant, ClientKind::Recorder));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(room.enter("r", Role::Moderator, ClientKind::Recorder));
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

    void moderator_admitsOne_declinesAnother_andTheRoomStaysLocked()
    {
        auto room = threePeople();
        room.say("m", msg::LockRoom{true});
        room.enter("a", Role::Participant);
        room.enter("b", Role::Participant);
        room.enter("c", Role::Participant);
        QVERIFY(room.say("m", msg::Admit{pid("b")}));
        QCOMPARE(room.effects<effect::Welcome>().size(), size_t(1));
        QCOMPARE(room.effects<effect::Welcome>()[0].participant, pid("b"));
        QVERIFY(room.has("b") && !room.has("a"));
        QVERIFY(room.state.room.locked);
        // Another moderator was faster.
        QVERIFY(!room.say("h", msg::Admit{pid("b")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotWaiting);

        QVERIFY(room.say("h", msg::Decline{pid("a")}));
        QCOMPARE(room.effects<effect::TurnAway>().size(), size_t(1));
        QCOMPARE(room.effects<effect::TurnAway>()[0].participant, pid("a"));
        QCOMPARE(room.effects<effect::TurnAway>()[0].reason, u"declined"_s);
        QCOMPARE(room.effects<effect::Removed>()[0].participant, pid("a"));
        QVERIFY(room.effects<effect::Welcome>().empty());
        QVERIFY(!room.say("m", msg::Admit{pid("a")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotWaiting);
        QVERIFY(!room.say("m", msg::Decline{pid("a")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotWaiting);
        QVERIFY(!room.say("m", msg::Decline{pid("p")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotWaiting);

        room.enter("d", Role::Participant);
        QVERIFY(room.say("m", msg::Admit{}));
        QCOMPARE(room.effects<effect::Welcome>().size(), size_t(2));
        QVERIFY(room.has("c") && room.has("d"));
        QVERIFY(room.state.room.locked);
        QVERIFY(room.say("m", msg::Admit{})); // nobody waits: nothing to do
    }

    void participant_letsNobodyIn()
    {
        auto room = threePeople();
        room.say("m", msg::LockRoom{true});
        room.enter("a", Role::Participant);
        for (const ClientBody &body : {ClientBody(msg::Admit{pid("a")}), ClientBody(msg::Admit{}),
                                       ClientBody(msg::Decline{pid("a")})}) {
            QVERIFY(!room.say("p", body));
            QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
            QCOMPARE(room.state.waiting.size(), size_t(1));
        }
        // Who waits is not in the room yet, and lets nobody in either.
        QVERIFY(!room.say("a", msg::Admit{pid("a")}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
    }

    void admitted_isAskedToConfirm_whileTheRoomIsRecorded()
    {
        auto room = threePeople();
        room.say("m", msg::LockRoom{true});
        room.enter("a", Role::Participant);
        room.say("h", msg::StartRecording{});
        room.tickAfter(std::chrono::seconds(2));
        room.say("h", msg::RecorderStarted{room.state.recording.id, 1});
        QVERIFY(room.say("m", msg::Admit{pid("a")}));
        QCOMPARE(room.who("a").consent, Consent::Asked);
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
        // The media server's answer was on its way when the connection ended.
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(2)});
        QVERIFY(room.who("p").publications.empty());
        room.comeBack("p");
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(3)});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        // A newer connection took over before the old one was known to be gone.
        room.comeBack("p");
        QVERIFY(room.who("p").publications.empty());
    }

    void publication_isGone_whenItIsTakenBack()
    {
        auto room = threePeople();
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, cameraOf(1)});
        room.apply(
            cmd::PublicationChanged{pid("p"), Peer::Screen, Publication{Peer::Screen, 2, {}}});
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, std::nullopt});
        QCOMPARE(room.who("p").publications.size(), size_t(1));
        QVERIFY(room.who("p").sharesScreen());
    }
};

QTEST_GUILESS_MAIN(TestRoomPeople)
#include "test_room_people.moc"
