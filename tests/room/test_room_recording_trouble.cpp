#include "tests/recording/recording_room.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestRecordingTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // ---- what goes wrong

    void silentRecorder_isShownAsInterrupted_after8Seconds_andComesBack()
    {
        auto room = recording();
        room.now += 2s;
        room.say("h", msg::RecorderAlive{kRec, 1, 2000});
        room.tickAfter(8s - 1ms);
        QVERIFY(!room.recording().interrupted);
        room.tickAfter(1ms);
        QVERIFY(room.recording().interrupted);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        QVERIFY(room.say("h", msg::RecorderAlive{kRec, 1, 10000}));
        QVERIFY(!room.recording().interrupted);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        // Participants are not asked for consent again.
        QCOMPARE(room.who("p").consent, Consent::Asked);
    }

    void stop_endsAtOnce_whenTheRecorderIsGone()
    {
        auto room = recording();
        room.lose("h");
        QVERIFY(room.say("m", msg::StopRecording{kRec}));
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
    }

    void recordingInTheLibrary_isOver_unlessItsRecorderIsThere()
    {
        auto room = recording();
        room.apply(cmd::RecordingPublished{kRec});
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.lose("h");
        room.apply(cmd::RecordingPublished{rid("another")});
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.apply(cmd::RecordingPublished{kRec});
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
        const auto ended = room.sentToAll<msg::RecordingEnded>();
        QCOMPARE(ended.size(), size_t(1));
        QCOMPARE(ended.front().reason, EndReason::Stopped);
        QCOMPARE(room.effects<effect::RecordingFailed>().size(), size_t(0));
    }

    void start_replacesARecording_onlyWhenItIsInterruptedAndItsRecorderIsGone()
    {
        auto room = recording();
        room.enter("h2", Role::Host, ClientKind::Desktop);
        QVERIFY(!room.say("h2", msg::StartRecording{}));
        room.lose("h");
        QVERIFY(!room.say("h2", msg::StartRecording{}));
        room.tickAfter(9s);
        QVERIFY(room.recording().interrupted);
        QVERIFY(room.say("h2", msg::StartRecording{}));
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);
        QCOMPARE(room.recording().epoch, 2);
    }

    void recordersPlace_isKept_asLongAsItsRecordingRuns()
    {
        auto room = recording();
        room.enter("h2", Role::Host);
        room.lose("h");
        room.tickAfter(10s);
        QVERIFY(room.recording().interrupted);
        room.tickAfter(5min);
        QVERIFY(room.comeBack("h"));
        QVERIFY(room.recording().interrupted);
        QVERIFY(room.say("h", alive(310s)));
        QVERIFY(!room.recording().interrupted);
        QCOMPARE(room.recording().elapsed, int64_t(310'000));
    }

    void recording_isGivenUp_whenTheRecorderStaysSilent()
    {
        auto room = recording();
        room.enter("h2", Role::Host);
        room.lose("h");
        room.tickAfter(10s);
        room.tickAfter(15min);
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "timeout")});
        // It may only have been frozen: it must not continue to record people who were told that
        // the recording is over.
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
        QCOMPARE(room.recording(), RecordingInfo{});
        QVERIFY(!room.has("h"));
    }

    void start_fails_whenTheRecorderReportsADiskThatIsFull()
    {
        auto room = beginning();
        QVERIFY(room.say("h", msg::RecorderFailed{kRec, 1, u"diskFull"_s, {}}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "diskFull")});
        const auto failed = room.effects<effect::RecordingFailed>();
        QCOMPARE(failed.size(), size_t(1));
        QCOMPARE(failed[0].recording, kRec);
        QCOMPARE(failed[0].code, u"diskFull"_s);
        QCOMPARE(room.recording(), RecordingInfo{});
        QVERIFY(room.say("h", msg::StartRecording{}));
    }

    void start_fails_whenTheRecorderDoesNotAnswer()
    {
        auto room = beginning();
        room.tickAfter(60s - 1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);
        room.tickAfter(1ms);
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "timeout")});
        QCOMPARE(room.effects<effect::RecordingFailed>().size(), size_t(1));
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
    }

    void stop_isGivenUp_whenTheFileNeverComes_butNotWhileTheRecorderLives()
    {
        auto room = recording();
        room.say("h", msg::StopRecording{kRec});
        passWith(room, 10min, alive(2s));
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        room.tickAfter(120s);
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "timeout", "H")});
    }

    void recording_ends_whenTheRecorderLeaves()
    {
        auto room = recording();
        QVERIFY(room.say("h", msg::Leave{}));
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Stopped, "", "H")});
        QVERIFY(room.effects<effect::RecordingFailed>().empty());
        QCOMPARE(room.recording(), RecordingInfo{});
        QVERIFY(!room.has("h"));
        // The next recording can start at once.
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        QVERIFY(room.say("d", msg::StartRecording{}));
    }

    void start_isCancelled_whenTheRecorderLeavesBeforeTheFirstPicture()
    {
        auto room = beginning();
        QVERIFY(room.say("h", msg::Leave{}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Cancelled, "", "H")});
        // The library knows of it already and must not wait for a file.
        QCOMPARE(room.effects<effect::RecordingFailed>().size(), size_t(1));

        auto announcing = threePeople();
        announcing.say("h", msg::StartRecording{});
        announcing.say("h", msg::Leave{});
        QCOMPARE(announcing.sentToAll<msg::RecordingEnded>().size(), size_t(1));
        QVERIFY(announcing.effects<effect::RecordingFailed>().empty());
        QVERIFY(announcing.effects<effect::Send>().empty());
    }

    void recording_goesOn_whenItsStarterLeaves()
    {
        auto room = threePeople();
        room.say("m", msg::StartRecording{});
        room.tickAfter(1s);
        room.say("h", msg::RecorderStarted{kRec, 1});
        room.say("m", msg::Leave{});
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.recording().startedByName, u"M"_s);
    }

    // ---- limits

    void recorderThatGoesOn_isToldToEnd_10SecondsAfterTheLimit()
    {
        auto room = recording();
        room.enter("h2", Role::Host);
        passWhileRecording(room, 24h + 8s);
        room.tickAfter(2s - 1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.tickAfter(1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        QCOMPARE(room.sentTo<msg::EndRecording>("h"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::Limit})});
        room.say("h", fileFacts());
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::Limit)});
    }

    void limit_isTheReason_whenTheRecorderEndedThereByItself_data()
    {
        QTest::addColumn<int64_t>("duration");
        QTest::addColumn<EndReason>("reason");
        QTest::newRow("at the limit") << int64_t(60'000) << EndReason::Limit;
        QTest::newRow("a second less") << int64_t(59'000) << EndReason::Limit;
        QTest::newRow("sooner") << int64_t(58'999) << EndReason::Stopped;
        QTest::newRow("absurd") << (int64_t{1} << 52) << EndReason::Limit;
    }

    void limit_isTheReason_whenTheRecorderEndedThereByItself()
    {
        QFETCH(int64_t, duration);
        QFETCH(EndReason, reason);
        auto room = recording();
        room.state.rules.recordingLimit = 1min;
        auto facts = fileFacts();
        facts.duration = duration;
        QVERIFY(room.say("h", facts));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(reason)});
    }

    void disk_isTheReason_whenTheRecorderEndedByItself_andSaysSo()
    {
        auto room = recording();
        auto facts = fileFacts();
        facts.diskNearlyFull = true;
        QVERIFY(room.say("h", facts));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::DiskNearlyFull)});
    }

    void limit_isNotTheReason_whenSomebodyAskedForStop()
    {
        auto room = recording();
        room.state.rules.recordingLimit = 1min;
        room.say("m", msg::StopRecording{kRec});
        auto facts = fileFacts();
        facts.duration = 60'000;
        QVERIFY(room.say("h", facts));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Stopped, "", "M")});
    }

    // ---- the recorder's troubles

    void overloadAndSilence_areShown_whileTheRecorderReportsThem()
    {
        auto room = recording();
        QVERIFY(room.say("h", msg::RecorderAlive{kRec, 1, 1000, false, true, false}));
        QVERIFY(room.recording().overloaded);
        QVERIFY(!room.recording().silent);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        QVERIFY(room.say("h", msg::RecorderAlive{kRec, 1, 2000, false, true, true}));
        QVERIFY(room.recording().silent);
        QVERIFY(room.say("h", msg::RecorderAlive{kRec, 1, 3000, false, true, true}));
        QVERIFY2(room.last.effects.empty(), "nothing has changed");
        QVERIFY(room.say("h", alive(4s)));
        QVERIFY(!room.recording().overloaded);
        QVERIFY(!room.recording().silent);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
    }

    void overloadAndSilence_areForgotten_whenTheRecordingEnds()
    {
        auto room = recording();
        room.say("h", msg::RecorderAlive{kRec, 1, 1000, false, true, true});
        room.say("h", fileFacts());
        QCOMPARE(room.recording(), RecordingInfo{});
        room.say("h", msg::StartRecording{});
        QVERIFY(!room.recording().overloaded);
        QVERIFY(!room.recording().silent);
    }

    void recording_endsWithTheSession_15MinutesAfterTheHostLeft()
    {
        TestRoom room;
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.enter("h", Role::Host);
        room.say("d", msg::StartRecording{});
        room.tickAfter(1s);
        room.say("d", msg::RecorderStarted{kRec, 1});
        room.say("h", msg::Leave{});
        for (MediaTime passed{}; passed < 15min - 2s; passed += 2s) {
            const auto recorded =
                std::chrono::duration_cast<std::chrono::milliseconds>(passed + 1s);
            room.say("d", alive(recorded));
            room.tickAfter(2s);
        }
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(!room.recording().interrupted);
        room.tickAfter(2s);
        QCOMPARE(room.sentTo<msg::EndRecording>("d"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::HostLeft})});
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::HostLeft)});
        QCOMPARE(room.effects<effect::SessionOver>().size(), size_t(1));
        QCOMPARE(room.effects<effect::SessionOver>()[0].reason, u"timeout"_s);
    }

    void recording_endsWithTheSession_whenAHostEndsIt()
    {
        auto room = recording();
        QVERIFY(room.say("h", msg::EndSession{}));
        QCOMPARE(room.sentTo<msg::EndRecording>("h"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::SessionEnded})});
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::SessionEnded)});
        QCOMPARE(room.recording(), RecordingInfo{});
        // The recorder must receive its order to end before the end of the session: after that the
        // connection is closed.
        const auto kindAt = [&room](size_t kind) {
            return std::ranges::find(room.last.effects, kind, &RoomEffect::index) -
                   room.last.effects.begin();
        };
        QVERIFY(kindAt(RoomEffect(effect::Send{}).index()) <
                kindAt(RoomEffect(effect::SessionOver{}).index()));
        room.tickAfter(10min);
        QVERIFY(room.sentToAll<msg::RecordingEnded>().empty());
    }
};

QTEST_GUILESS_MAIN(TestRecordingTrouble)
#include "test_room_recording_trouble.moc"
