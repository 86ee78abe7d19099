#include "tests/recording/recording_room.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

msg::PauseRecorder order(bool paused)
{
    return msg::PauseRecorder{kRec, 1, paused};
}

} // namespace

class TestRoomPause : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- who may

    void pause_isRefused_forWhoMayNot_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<FormFactor>("formFactor");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("participant")
            << Role::Participant << FormFactor::Desktop << ErrorCode::NotAllowed;
        QTest::newRow("moderator, phone")
            << Role::Moderator << FormFactor::Phone << ErrorCode::NotFromMobile;
        QTest::newRow("host, tablet")
            << Role::Host << FormFactor::Tablet << ErrorCode::NotFromMobile;
    }

    void pause_isRefused_forWhoMayNot()
    {
        QFETCH(Role, role);
        QFETCH(FormFactor, formFactor);
        QFETCH(ErrorCode, code);
        for (auto room : {recording(), paused()}) {
            room.enter("x", role, ClientKind::Web, formFactor);
            const auto before = room.state;
            for (const bool wanted : {true, false}) {
                QVERIFY(!room.say("x", msg::PauseRecording{kRec, wanted}));
                QCOMPARE(room.refusedWith(), code);
                QVERIFY(room.state == before);
            }
        }
    }

    void pause_isRefused_whenNothingIsRecorded_orAnotherRecording()
    {
        auto idle = threePeople();
        auto announcing = threePeople();
        announcing.say("h", msg::StartRecording{});
        auto stopping = recording();
        stopping.say("h", msg::StopRecording{kRec});
        for (auto room : {idle, announcing, beginning(), stopping}) {
            const auto before = room.state;
            QVERIFY(!room.say("m", msg::PauseRecording{kRec, true}));
            QCOMPARE(room.refusedWith(), ErrorCode::NotRecording);
            QVERIFY(room.state == before);
        }
        auto room = recording();
        QVERIFY(!room.say("m", msg::PauseRecording{rid("old"), true}));
        QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
    }

    // ---- there and back

    void recordingIsCalledPaused_onlyWhenTheRecorderSaysSo()
    {
        auto room = recording();
        room.now += 10s;
        QVERIFY(room.say("m", msg::PauseRecording{kRec, true}));
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(true)});
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        // A heartbeat already on its way changes nothing.
        QVERIFY(room.say("h", alive(10s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        QVERIFY(!room.recording().interrupted);
    }

    void everyoneSeesThatItGoesOn_beforeTheRecorderIsTold()
    {
        auto room = paused();
        QVERIFY(room.say("m", msg::PauseRecording{kRec, false}));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.last.effects.size(), size_t(2));
        QVERIFY(std::holds_alternative<effect::BroadcastState>(room.last.effects[0]));
        QVERIFY(std::holds_alternative<effect::SendAfterState>(room.last.effects[1]));
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(false)});
        // The recorder has not received the order yet.
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.say("h", alive(10s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.effects<effect::SendAfterState>().empty());
    }

    void secondRequest_changesNothing()
    {
        auto room = recording();
        QVERIFY(room.say("m", msg::PauseRecording{kRec, false}));
        QVERIFY(room.last.effects.empty());
        room.say("m", msg::PauseRecording{kRec, true});
        QVERIFY(room.say("h", msg::PauseRecording{kRec, true}));
        QVERIFY(room.last.effects.empty());
        room.say("h", alive(1s, true));
        QVERIFY(room.say("h", msg::PauseRecording{kRec, true}));
        QVERIFY(room.last.effects.empty());
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
    }

    // ---- quick changes of mind: there is one order on its way at a time

    void pauseAndResume_neverShowPaused_whileItRecordsAgain()
    {
        auto room = recording();
        room.say("m", msg::PauseRecording{kRec, true});
        QVERIFY(room.say("m", msg::PauseRecording{kRec, false}));
        QVERIFY(room.sentTo<msg::PauseRecorder>("h").empty());
        QVERIFY(room.say("h", alive(1s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(false)});
        QVERIFY(room.say("h", alive(1s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.last.effects.empty());
    }

    void resumeAndPause_showPaused_onlyAfterBoth()
    {
        auto room = paused();
        room.say("m", msg::PauseRecording{kRec, false});
        QVERIFY(room.say("m", msg::PauseRecording{kRec, true}));
        QVERIFY(room.sentTo<msg::PauseRecorder>("h").empty());
        room.say("h", alive(10s, true)); // before it receives the order to resume
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.say("h", alive(10s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(true)});
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
    }

    // ---- a recorder that does something else

    void recordersWord_counts_whenNobodyAsked()
    {
        auto room = recording();
        QVERIFY(room.say("h", alive(1s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        QVERIFY(room.say("h", alive(1s)));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        // The next request is an order again.
        room.say("h", alive(1s, true));
        QVERIFY(room.say("m", msg::PauseRecording{kRec, false}));
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(false)});
    }

    void recordersWord_countsInTheEnd_whenItDoesNotFollow()
    {
        auto room = paused();
        room.say("m", msg::PauseRecording{kRec, false});
        room.say("h", alive(10s, true));
        room.say("h", alive(10s, true));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.say("h", alive(10s, true));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        QVERIFY(room.sentTo<msg::PauseRecorder>("h").empty());

        auto deaf = recording();
        deaf.say("m", msg::PauseRecording{kRec, true});
        for (int i = 0; i < 5; ++i) {
            deaf.say("h", alive(1s));
            QCOMPARE(deaf.recording().phase, RecordingPhase::Recording);
        }
        QVERIFY(deaf.say("m", msg::PauseRecording{kRec, true}));
        QCOMPARE(deaf.sentTo<msg::PauseRecorder>("h"), std::vector{order(true)});
    }

    void recorderThatIsBack_isRemindedOfItsOrder()
    {
        auto room = recording();
        room.enter("h2", Role::Host);
        room.lose("h");
        QVERIFY(room.say("m", msg::PauseRecording{kRec, true}));
        room.tickAfter(10s);
        QVERIFY(room.recording().interrupted);
        QVERIFY(room.comeBack("h"));
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(true)});
        QVERIFY(room.say("h", alive(10s)));
        QVERIFY(!room.recording().interrupted);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        // Another participant's return repeats no order, nor does a return without a pending order.
        room.lose("h");
        room.comeBack("h");
        QVERIFY(room.sentTo<msg::PauseRecorder>("h").empty());
    }

    void pausedRecorderThatIsSilent_isInterrupted_andPausedAgainWhenHeard()
    {
        auto room = paused();
        room.tickAfter(8s);
        QVERIFY(room.recording().interrupted);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.recording().elapsed, int64_t(10'000));
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        QVERIFY(!room.recording().interrupted);
    }

    void resumeWhileInterrupted_isOrdered_andTheRecorderIsFollowed()
    {
        auto room = paused();
        room.tickAfter(8s);
        QVERIFY(room.say("m", msg::PauseRecording{kRec, false}));
        QCOMPARE(room.sentTo<msg::PauseRecorder>("h"), std::vector{order(false)});
        QVERIFY(room.recording().interrupted);
        room.say("h", alive(10s));
        QVERIFY(!room.recording().interrupted);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
    }

    // ---- time

    void elapsed_standsStill_whilePaused()
    {
        auto room = paused();
        QCOMPARE(room.recording().elapsed, int64_t(10'000));
        passWith(room, 1h, alive(10s, true));
        QCOMPARE(room.recording().elapsed, int64_t(10'000));
        room.say("m", msg::PauseRecording{kRec, false});
        room.now += 5s;
        QCOMPARE(room.recording().elapsed, int64_t(15'000));
        room.say("h", alive(15s));
        room.now += 5s;
        QCOMPARE(room.recording().elapsed, int64_t(20'000));
    }

    void elapsed_isTheRecorders_whenItPauses()
    {
        auto room = recording();
        room.now += 10s;
        room.say("m", msg::PauseRecording{kRec, true});
        room.now += 2s;
        room.say("h", alive(10'040ms, true));
        QCOMPARE(room.recording().elapsed, int64_t(10'040));
        room.say("h", msg::RecorderAlive{kRec, 1, int64_t{1} << 52, false});
        room.say("h", msg::RecorderAlive{kRec, 1, int64_t{1} << 52, true});
        QCOMPARE(room.recording().elapsed, room.recording().limit);
    }

    void elapsed_standsStill_whileTheFileIsCompleted()
    {
        auto room = recording();
        room.now += 10s;
        room.say("h", alive(10s));
        room.say("m", msg::StopRecording{kRec});
        room.now += 1min;
        QCOMPARE(room.recording().elapsed, int64_t(10'000));
    }

    void limit_countsRecordedTime()
    {
        auto room = paused();
        room.enter("h2", Role::Host);
        room.state.rules.recordingLimit = 60s;
        passWith(room, 10min, alive(10s, true));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        room.say("m", msg::PauseRecording{kRec, false});
        room.say("h", alive(10s));
        passWhileRecording(room, 58s);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.tickAfter(2s);
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        QCOMPARE(room.sentTo<msg::EndRecording>("h"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::Limit})});
    }

    // ---- ends

    void pausedRecording_ends_asAnyOther()
    {
        auto stopped = paused();
        QVERIFY(stopped.say("m", msg::StopRecording{kRec}));
        QCOMPARE(stopped.sentTo<msg::EndRecording>("h").size(), size_t(1));
        stopped.say("h", fileFacts());
        QCOMPARE(stopped.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Stopped, "", "M")});

        auto failed = paused();
        failed.say("h", msg::RecorderFailed{kRec, 1, u"diskFull"_s, {}});
        QCOMPARE(failed.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "diskFull")});

        auto over = paused();
        over.say("h", msg::EndSession{});
        QCOMPARE(over.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::SessionEnded)});
        QVERIFY(over.effects<effect::RecordingFailed>().empty());

        auto left = paused();
        left.say("h", msg::Leave{});
        QCOMPARE(left.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Stopped, "", "H")});
    }

    void pausedRecording_endsWithTheSession_15MinutesAfterTheHostLeft()
    {
        TestRoom room;
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.enter("h", Role::Host);
        room.say("d", msg::StartRecording{});
        room.tickAfter(1s);
        room.say("d", msg::RecorderStarted{kRec, 1});
        room.say("d", alive(1s, true));
        room.say("h", msg::Leave{});
        for (MediaTime passed{}; passed < 15min; passed += 2s) {
            QCOMPARE(room.recording().phase, RecordingPhase::Paused);
            room.say("d", alive(1s, true));
            room.tickAfter(2s);
        }
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::HostLeft)});
    }

    void pausedRecordingWhoseRecorderIsGone_isGivenUp_orReplaced()
    {
        auto given = paused();
        given.enter("h2", Role::Host);
        given.lose("h");
        given.tickAfter(10s);
        given.tickAfter(15min);
        QCOMPARE(given.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "timeout")});

        auto replaced = paused();
        replaced.enter("h2", Role::Host, ClientKind::Desktop);
        replaced.lose("h");
        replaced.tickAfter(10s);
        QVERIFY(replaced.say("h2", msg::StartRecording{}));
        QCOMPARE(replaced.recording().phase, RecordingPhase::Starting);
        QCOMPARE(replaced.recording().elapsed, int64_t(0));
    }

    void nothingOfAPause_isLeftForTheNextRecording()
    {
        auto room = paused();
        room.say("m", msg::StopRecording{kRec});
        room.say("h", fileFacts());
        QVERIFY(room.state.recording == RoomRecording{});
    }

    // ---- people

    void newcomer_isAsked_whilePaused_andConsentIsKept()
    {
        auto room = paused();
        room.enter("n", Role::Participant);
        QCOMPARE(room.who("n").consent, Consent::Asked);
        QVERIFY(room.say("p", msg::ConfirmRecording{kRec}));
        QCOMPARE(room.effects<effect::ConsentGiven>().size(), size_t(1));
        QVERIFY(room.apply(cmd::ConsentStored{kRec, pid("p")}));
        room.say("m", msg::PauseRecording{kRec, false});
        room.say("h", alive(10s));
        QCOMPARE(room.who("p").consent, Consent::Confirmed);
        QCOMPARE(room.who("n").consent, Consent::Asked);
        QCOMPARE(room.recording().notConfirmed, 2);
    }

    void recordersReports_areRefused_fromAnybodyElse_whilePaused()
    {
        auto room = paused();
        QVERIFY(!room.say("m", alive(1s)));
        QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
    }
};

QTEST_GUILESS_MAIN(TestRoomPause)
#include "test_room_pause.moc"
