#include "tests/recording/recording_room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const Origin kSchool{u"device-a"_s, u"192.0.2.7"_s};

/// Host "h", moderators "m" and "n", participants "p" and "q"; p is on stage and sends.
TestRoom fivePeople()
{
    auto room = threePeople();
    room.enter("n", Role::Moderator);
    room.enter("q", Role::Participant);
    room.say("p", msg::SetStage{true});
    room.say("p", msg::SetMedia{true, true});
    room.apply(cmd::PublicationChanged{pid("p"), Peer::Main,
                                       Publication{Peer::Main,
                                                   1,
                                                   {{u"0"_s, MediaKind::Audio, u"opus"_s},
                                                    {u"1"_s, MediaKind::Video, u"vp8"_s}}}});
    return room;
}

bool enterFrom(TestRoom &room, const char *id, const Origin &origin, Role role = Role::Participant)
{
    Participant participant;
    participant.id = pid(id);
    participant.name = participant.id.value.toUpper();
    participant.role = role;
    return room.apply(cmd::Enter{participant, origin});
}

std::vector<ModeratorAct> toldTo(const TestRoom &room, const char *id)
{
    std::vector<ModeratorAct> acts;
    for (const auto &told : room.sentTo<msg::Told>(id)) {
        acts.push_back(told.act);
    }
    return acts;
}

using Acts = std::vector<ModeratorAct>;

} // namespace

class TestRoomModeration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- rights

    void rights_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("whom");
        QTest::addColumn<int>("what");
        QTest::addColumn<ErrorCode>("refusal");
        struct Row
        {
            const char *who;
            const char *whom;
            /// By action; Internal: it is done.
            ErrorCode mild;
            ErrorCode demote;
            ErrorCode remove;
        };
        constexpr auto kDone = ErrorCode::Internal;
        constexpr auto kNotAllowed = ErrorCode::NotAllowed;
        constexpr auto kHost = ErrorCode::HostOnly;
        constexpr auto kSelf = ErrorCode::InvalidArgument;
        for (const Row &row :
             {Row{"h", "m", kDone, kDone, kDone}, Row{"h", "p", kDone, kDone, kDone},
              Row{"h", "h", kDone, kSelf, kSelf}, Row{"m", "n", kDone, kHost, kHost},
              Row{"m", "p", kDone, kDone, kDone}, Row{"m", "h", kHost, kHost, kHost},
              Row{"m", "m", kDone, kSelf, kSelf},
              Row{"p", "q", kNotAllowed, kNotAllowed, kNotAllowed},
              Row{"p", "m", kNotAllowed, kNotAllowed, kNotAllowed},
              Row{"p", "h", kNotAllowed, kNotAllowed, kNotAllowed}}) {
            const auto add = [&row](const char *name, int what, ErrorCode refusal) {
                QTest::addRow("%s %s %s", row.who, name, row.whom)
                    << QString::fromLatin1(row.who) << QString::fromLatin1(row.whom) << what
                    << refusal;
            };
            add("mutes", 0, row.mild);
            add("switches off the camera of", 1, row.mild);
            add("asks to unmute", 2, row.mild);
            add("invites", 3, row.mild);
            add("takes off the stage", 4, row.mild);
            add("lowers the hand of", 5, row.mild);
            add("demotes", 6, row.demote);
            add("removes", 7, row.remove);
        }
    }

    void rights()
    {
        QFETCH(QString, who);
        QFETCH(QString, whom);
        QFETCH(int, what);
        QFETCH(ErrorCode, refusal);
        const ParticipantId target{whom};
        const std::vector<ClientBody> bodies{msg::Mute{target},
                                             msg::SwitchCameraOff{target},
                                             msg::AskToUnmute{target},
                                             msg::InviteToStage{target},
                                             msg::TakeOffStage{target},
                                             msg::LowerHand{target},
                                             msg::SetRole{target, Role::Participant},
                                             msg::Remove{target}};
        auto room = fivePeople();
        const auto before = room.state;
        const bool isDone = room.say(who.toLatin1().constData(), bodies[static_cast<size_t>(what)]);
        QCOMPARE(isDone, refusal == ErrorCode::Internal);
        if (!isDone) {
            QCOMPARE(room.refusedWith(), refusal);
            QVERIFY(room.last.effects.empty());
            QVERIFY(room.state == before);
        }
    }

    void unknownPeople_areNotFound()
    {
        auto room = fivePeople();
        for (const ClientBody &body : std::initializer_list<ClientBody>{
                 msg::Mute{pid("x")}, msg::InviteToStage{pid("x")}, msg::Remove{pid("x")},
                 msg::SetRole{pid("x"), Role::Moderator}, msg::DeleteChatLine{9}}) {
            QVERIFY(!room.say("h", body));
            QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
        }
    }

    // ---- what is sent

    void whoReconnects_isToldWhatWasDoneMeanwhile()
    {
        auto room = fivePeople();
        room.lose("p");
        QVERIFY(room.say("m", msg::TakeOffStage{pid("p")}));
        QVERIFY(room.say("m", msg::SetRole{pid("p"), Role::Moderator}));
        QVERIFY(toldTo(room, "p").empty());
        room.comeBack("p");
        QCOMPARE(toldTo(room, "p"), (Acts{ModeratorAct::OffStage, ModeratorAct::Promoted}));
        room.lose("p");
        room.comeBack("p");
        QVERIFY(toldTo(room, "p").empty());
    }

    void soundThatItsClientDenies_isSilencedWithEveryone()
    {
        auto room = fivePeople();
        room.say("p", msg::SetMedia{true, false});
        QVERIFY(room.say("m", msg::Mute{}));
        QCOMPARE(room.effects<effect::Silence>().size(), size_t(1));
        QVERIFY(toldTo(room, "p").empty());
    }

    void sharedScreen_countsAsOnStage()
    {
        auto room = fivePeople();
        room.apply(
            cmd::PublicationChanged{pid("q"), Peer::Screen, Publication{Peer::Screen, 3, {}}});
        QVERIFY(room.say("h", msg::SetStageAccess{StageAccess::Invite}));
        QVERIFY(room.who("q").invited);
        QVERIFY(room.say("h", msg::TakeOffStage{pid("q")}));
        QCOMPARE(toldTo(room, "q"), Acts{ModeratorAct::OffStage});
        QVERIFY(room.who("q").publications.empty());
    }

    void mute_isEnforcedAndTold_untilTheirOwnerUnmutes()
    {
        auto room = fivePeople();
        QVERIFY(room.say("m", msg::Mute{pid("p")}));
        QVERIFY(!room.who("p").microphone);
        QVERIFY(room.who("p").camera);
        QCOMPARE(toldTo(room, "p"), Acts{ModeratorAct::Muted});
        QCOMPARE(room.sentTo<msg::Told>("p").front().name, u"M"_s);
        auto silenced = room.effects<effect::Silence>();
        QCOMPARE(silenced.size(), size_t(1));
        QCOMPARE(silenced.front().mids, QStringList{u"0"_s});
        QVERIFY(silenced.front().silent);
        // Nobody is told twice.
        QVERIFY(room.say("m", msg::Mute{pid("p")}));
        QVERIFY(room.last.effects.empty());
        // What they publish anew is silent, too.
        auto again = *room.who("p").publication(Peer::Main);
        again.generation = 2;
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, again});
        QVERIFY(room.effects<effect::Silence>().front().silent);
        QVERIFY(room.say("p", msg::SetMedia{true, true}));
        silenced = room.effects<effect::Silence>();
        QCOMPARE(silenced.size(), size_t(1));
        QVERIFY(!silenced.front().silent);
        QVERIFY(room.who("p").microphone);
    }

    void everyone_isMuted_butTheSenderAndThoseWhoStandOverThem()
    {
        for (const auto *sender : {"h", "m"}) {
            auto room = fivePeople();
            for (const auto *id : {"h", "m", "n", "q"}) {
                room.say(id, msg::SetMedia{false, true});
            }
            QVERIFY(room.say(sender, msg::Mute{}));
            QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
            for (const auto *id : {"n", "p", "q"}) {
                QVERIFY(!room.who(id).microphone);
            }
            QVERIFY(room.who(sender).microphone);
            QVERIFY(room.who("h").microphone);
            QVERIFY(!room.say("p", msg::Mute{}));
        }
    }

    // ---- the stage

    void stage_isOpenOnlyToWhoMayComeThere_data()
    {
        QTest::addColumn<StageAccess>("access");
        QTest::newRow("by request") << StageAccess::Request;
        QTest::newRow("invited only") << StageAccess::Invite;
    }

    void stage_isOpenOnlyToWhoMayComeThere()
    {
        QFETCH(StageAccess, access);
        auto room = fivePeople();
        QVERIFY(room.say("m", msg::SetStageAccess{access}));
        // Whoever is there stays there.
        QVERIFY(room.who("p").onStage && room.who("p").invited);
        QVERIFY(room.say("p", msg::SetMedia{false, true}));
        for (const ClientBody &body :
             std::initializer_list<ClientBody>{msg::SetStage{true}, msg::SetMedia{true, false}}) {
            QVERIFY(!room.say("q", body));
            QCOMPARE(room.refusedWith(), ErrorCode::NotInvited);
            QVERIFY(room.say("n", body));
        }
        QVERIFY(room.say("q", msg::SetMedia{false, false}));
        QVERIFY(room.say("q", msg::SetHand{true}));
        QVERIFY(room.say("h", msg::InviteToStage{pid("q")}));
        QCOMPARE(toldTo(room, "q"), Acts{ModeratorAct::Invited});
        QVERIFY(!room.who("q").handRaised);
        QVERIFY(room.say("q", msg::SetStage{true}));
        QVERIFY(room.say("h", msg::SetStageAccess{StageAccess::Everyone}));
        QVERIFY(!room.who("q").invited);
        QVERIFY(room.say("q", msg::SetStage{true}));
    }

    void access_isNotChangedFromAPhone_norByParticipants()
    {
        auto room = fivePeople();
        room.enter("phone", Role::Moderator, ClientKind::Web, FormFactor::Phone);
        QVERIFY(!room.say("phone", msg::SetStageAccess{StageAccess::Invite}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFromMobile);
        QVERIFY(!room.say("p", msg::SetStageAccess{StageAccess::Invite}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
    }

    void whoIsTakenOff_sendsNothingMore()
    {
        auto room = fivePeople();
        room.say("h", msg::SetStageAccess{StageAccess::Invite});
        QVERIFY(room.say("h", msg::TakeOffStage{pid("p")}));
        const auto stopped = room.effects<effect::StopSending>();
        QCOMPARE(stopped.size(), size_t(1));
        QCOMPARE(stopped.front().participant, pid("p"));
        QVERIFY(!room.who("p").onStage && room.who("p").publications.empty());
        QCOMPARE(toldTo(room, "p"), Acts{ModeratorAct::OffStage});
        // What the media server was asked for meanwhile ends at once.
        room.apply(cmd::PublicationChanged{pid("p"), Peer::Main, Publication{}});
        QCOMPARE(room.effects<effect::StopSending>().size(), size_t(1));
        QVERIFY(room.who("p").publications.empty());
    }

    // ---- roles

    void role_changesAtOnce_andStaysWithThePlace()
    {
        auto room = fivePeople();
        QVERIFY(room.say("m", msg::SetRole{pid("p"), Role::Moderator}));
        QCOMPARE(toldTo(room, "p"), Acts{ModeratorAct::Promoted});
        QVERIFY(room.say("p", msg::LockRoom{true}));
        room.lose("p");
        QVERIFY(room.comeBack("p"));
        QCOMPARE(room.who("p").role, Role::Moderator);
        QCOMPARE(room.state.find(pid("p"))->linkRole, Role::Participant);
        QVERIFY(room.say("h", msg::SetRole{pid("p"), Role::Participant}));
        QVERIFY(!room.say("p", msg::LockRoom{false}));
        QVERIFY(!room.say("h", msg::SetRole{pid("p"), Role::Host}));
        QCOMPARE(room.refusedWith(), ErrorCode::InvalidArgument);
    }

    void demotedSpeaker_leavesAStageThatIsNotOpenToAll()
    {
        auto room = fivePeople();
        room.say("h", msg::SetRole{pid("p"), Role::Moderator});
        room.say("h", msg::SetRole{pid("p"), Role::Participant});
        QVERIFY(room.who("p").onStage);
        room.say("h", msg::SetRole{pid("p"), Role::Moderator});
        room.say("h", msg::SetStageAccess{StageAccess::Invite});
        room.say("h", msg::SetRole{pid("p"), Role::Participant});
        QVERIFY(!room.who("p").onStage);
        QCOMPARE(room.effects<effect::StopSending>().size(), size_t(1));
    }

    // ---- removal

    void removed_leaveAtOnce_andWaitWhenTheyComeFromThereAgain()
    {
        auto room = fivePeople();
        enterFrom(room, "troll", kSchool);
        enterFrom(room, "pupil", {u"device-b"_s, kSchool.address});
        QVERIFY(room.say("m", msg::Remove{pid("troll")}));
        QVERIFY(!room.has("troll"));
        const auto away = room.effects<effect::TurnAway>();
        QCOMPARE(away.size(), size_t(1));
        QCOMPARE(away.front().reason, u"removed"_s);
        QVERIFY(!room.comeBack("troll"));

        const auto waits = [&room](const char *id, const Origin &origin) {
            enterFrom(room, id, origin);
            return !room.has(id) && room.effects<effect::Wait>().size() == 1 &&
                   room.effects<effect::Wait>().front().reason == u"removed"_s;
        };
        QVERIFY(waits("w1", kSchool));
        QVERIFY(waits("w2", {kSchool.device, u"198.51.100.1"_s}));
        QVERIFY(waits("w3", {u"device-new"_s, kSchool.address}));
        QVERIFY(waits("w4", {{}, kSchool.address}));
        // The other pupils, who were inside before, notice nothing; nor does the rest of the world.
        QVERIFY(!waits("p2", {u"device-b"_s, kSchool.address}));
        QVERIFY(!waits("p3", {u"device-c"_s, u"198.51.100.2"_s}));
        // Unlocking, and "admit all", let in nobody who was removed; a moderator can.
        QVERIFY(room.say("m", msg::Admit{}));
        QVERIFY(room.say("m", msg::LockRoom{false}));
        QCOMPARE(room.state.waiting.size(), size_t(4));
        QVERIFY(room.say("m", msg::Admit{pid("w3")}));
        QVERIFY(room.has("w3"));
        QVERIFY(room.say("m", msg::Decline{pid("w1")}));
        QVERIFY(enterFrom(room, "h2", kSchool, Role::Host));
        QVERIFY(room.has("h2"));
    }

    void rolesAndInvitations_surviveAReload_onTheSameDevice()
    {
        auto room = fivePeople();
        room.say("h", msg::SetStageAccess{StageAccess::Invite});
        enterFrom(room, "a", kSchool);
        enterFrom(room, "b", {u"device-b"_s, kSchool.address});
        room.say("h", msg::SetRole{pid("a"), Role::Moderator});
        room.say("h", msg::InviteToStage{pid("b")});
        room.say("a", msg::Leave{});
        room.say("b", msg::Leave{});
        enterFrom(room, "stranger", {u"device-c"_s, kSchool.address});
        QCOMPARE(room.who("stranger").role, Role::Participant);
        enterFrom(room, "a2", kSchool);
        enterFrom(room, "b2", {u"device-b"_s, kSchool.address});
        QCOMPARE(room.who("a2").role, Role::Moderator);
        QVERIFY(room.who("b2").invited);
        // What was taken away, or belongs to somebody removed, does not come back.
        room.say("h", msg::SetRole{pid("a2"), Role::Participant});
        room.say("a2", msg::Leave{});
        enterFrom(room, "a3", kSchool);
        QCOMPARE(room.who("a3").role, Role::Participant);
        room.say("h", msg::SetRole{pid("a3"), Role::Moderator});
        room.say("h", msg::Remove{pid("a3")});
        enterFrom(room, "a4", kSchool);
        room.say("h", msg::Admit{pid("a4")});
        QCOMPARE(room.who("a4").role, Role::Participant);
    }

    void anotherSession_startsAfresh_whenNobodyWasHereForAWhile()
    {
        TestRoom room;
        room.enter("m", Role::Moderator);
        enterFrom(room, "t", kSchool);
        room.say("m", msg::Say{u"Hello"_s});
        room.say("m", msg::Remove{pid("t")});
        room.say("m", msg::Leave{});
        room.tickAfter(5min);
        room.enter("m2", Role::Moderator);
        QCOMPARE(room.state.chat.size(), size_t(1));
        room.say("m2", msg::Leave{});
        room.tickAfter(15min);
        room.enter("m3", Role::Moderator);
        QVERIFY(room.state.chat.empty());
        QVERIFY(room.state.removed.empty());
    }

    void whoeverRecords_isNotRemoved()
    {
        auto room = recording();
        room.enter("h2", Role::Host, ClientKind::Desktop);
        room.state.members[0].participant.role = Role::Moderator; // h records
        QVERIFY(!room.say("h2", msg::Remove{pid("h")}));
        QCOMPARE(room.refusedWith(), ErrorCode::RecordsNow);
        QCOMPARE(room.last.refusal->name, u"H"_s);
        QVERIFY(room.say("h2", msg::SetRole{pid("h"), Role::Participant}));
        QVERIFY(room.say("h", alive(1s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
    }

    // ---- chat

    void chat_isSentToAll_andKept()
    {
        auto room = fivePeople();
        QVERIFY(room.say("p", msg::Say{u"  Hello  "_s}));
        const auto lines = room.sentToAll<msg::Chat>();
        QCOMPARE(lines.size(), size_t(1));
        QCOMPARE(lines.front().lines.front(),
                 (ChatLine{1, pid("p"), u"P"_s, u"Hello"_s, room.wallTime}));
        QVERIFY(room.effects<effect::BroadcastState>().empty());
        QVERIFY(room.say("q", msg::Say{u"2\u0001\u0002"_s}));
        QCOMPARE(room.state.chat.back().text, u"2"_s);
        QVERIFY(!room.say("q", msg::Say{u" \u0001 "_s}));
        QCOMPARE(room.refusedWith(), ErrorCode::InvalidArgument);
        QVERIFY(!room.say("q", msg::DeleteChatLine{1}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(room.say("q", msg::DeleteChatLine{2}));
        QVERIFY(room.say("m", msg::DeleteChatLine{1}));
        QCOMPARE(room.sentToAll<msg::ChatLineDeleted>().front().line, 1);
        QVERIFY(room.state.chat.empty());
        room.say("p", msg::Say{u"3"_s});
        QCOMPARE(room.state.chat.front().line, 3);
    }

    void chat_forgetsTheOldest_whenItIsLong()
    {
        auto room = fivePeople();
        for (int i = 0; i < 300; ++i) {
            QVERIFY(room.say("p", msg::Say{QString(4000, QLatin1Char('x'))}));
        }
        QCOMPARE(room.state.chat.size(), size_t(250));
        QCOMPARE(room.state.chat.back().line, 300);
        for (int i = 0; i < 2100; ++i) {
            room.say("p", msg::Say{u"x"_s});
        }
        QCOMPARE(room.state.chat.size(), size_t(2000));
    }

    // ---- the end

    void countdown_isShown_whileNoHostIsHere()
    {
        auto room = fivePeople();
        const auto info = [&room] { return snapshot(room.state, room.now).session; };
        QCOMPARE(info(), SessionInfo{});
        room.say("h", msg::Leave{});
        QCOMPARE(info(), (SessionInfo{Closing::HostLeft, 900'000}));
        room.tickAfter(60s);
        QCOMPARE(info(), (SessionInfo{Closing::HostLeft, 840'000}));
        room.enter("h2", Role::Host);
        QCOMPARE(info(), SessionInfo{});
        QVERIFY(!room.effects<effect::BroadcastState>().empty());
    }

    void session_endsAfter72Hours_withAWarning()
    {
        auto room = fivePeople();
        const auto info = [&room] { return snapshot(room.state, room.now).session; };
        room.tickAfter(71h - 1ms);
        QCOMPARE(info(), SessionInfo{});
        room.tickAfter(1ms);
        QVERIFY(!room.effects<effect::BroadcastState>().empty());
        QCOMPARE(info(), (SessionInfo{Closing::Limit, 3'600'000}));
        room.tickAfter(50min);
        QCOMPARE(info(), (SessionInfo{Closing::Limit, 600'000}));
        room.tickAfter(10min);
        QVERIFY(room.state.ended);
        QCOMPARE(room.effects<effect::SessionOver>().front().reason, u"limit"_s);
    }
};

QTEST_APPLESS_MAIN(TestRoomModeration)
#include "test_room_moderation.moc"
