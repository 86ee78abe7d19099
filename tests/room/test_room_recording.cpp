#include "tests/recording/recording_room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestRoomRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recording_goesThroughItsPhases_fromStartToFile()
    {
        auto room = threePeople();
        QCOMPARE(room.recording(), RecordingInfo{});

        QVERIFY(room.say("h", msg::StartRecording{}));
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);
        QCOMPARE(room.recording().recording, kRec);
        QCOMPARE(room.recording().epoch, 1);
        QCOMPARE(room.recording().startedBy, pid("h"));
        QCOMPARE(room.recording().startedByName, u"H"_s);
        QCOMPARE(room.recording().recorder, pid("h"));
        QVERIFY(room.effects<effect::Begin>().empty());

        QVERIFY(shown(room, "p") && shown(room, "m"));
        QVERIFY(room.effects<effect::Begin>().empty());
        QVERIFY(shown(room, "h"));
        const auto begins = room.effects<effect::Begin>();
        QCOMPARE(begins.size(), size_t(1));
        QCOMPARE(begins[0].recorder, pid("h"));
        QCOMPARE(begins[0].recording, kRec);
        QCOMPARE(begins[0].epoch, 1);
        QCOMPARE(begins[0].title, u"Title"_s);
        QCOMPARE(begins[0].startedBy, pid("h"));
        QCOMPARE(begins[0].startedAt, room.wallTime);
        QCOMPARE(begins[0].limit, std::chrono::milliseconds(24h));
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);

        QVERIFY(room.say("h", msg::RecorderStarted{kRec, 1}));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.recording().notConfirmed, 2);
        room.now += 5s;
        QCOMPARE(room.recording().elapsed, int64_t(5000));
        QCOMPARE(room.recording().limit, int64_t(24) * 3600 * 1000);

        QVERIFY(room.say("m", msg::StopRecording{kRec}));
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        const auto ends = room.sentTo<msg::EndRecording>("h");
        QCOMPARE(ends.size(), size_t(1));
        QCOMPARE(ends[0], (msg::EndRecording{kRec, 1, EndReason::Stopped}));
        QVERIFY(room.sentToAll<msg::RecordingEnded>().empty());

        QVERIFY(room.say("h", fileFacts()));
        QCOMPARE(room.effects<effect::FileFacts>().size(), size_t(1));
        QCOMPARE(room.effects<effect::FileFacts>()[0].facts, fileFacts());
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Stopped, "", "M")});
        QCOMPARE(room.recording(), RecordingInfo{});
        QCOMPARE(room.who("p").consent, Consent::None);
    }

    // ---- who may

    void startAndStop_areRefused_forWhoMayNot_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<FormFactor>("formFactor");
        QTest::addColumn<ErrorCode>("code");
        const auto forbidden = ErrorCode::NotAllowed;
        const auto mobile = ErrorCode::NotFromMobile;
        QTest::newRow("participant") << Role::Participant << FormFactor::Desktop << forbidden;
        QTest::newRow("participant, phone") << Role::Participant << FormFactor::Phone << forbidden;
        QTest::newRow("moderator, phone") << Role::Moderator << FormFactor::Phone << mobile;
        QTest::newRow("moderator, tablet") << Role::Moderator << FormFactor::Tablet << mobile;
        QTest::newRow("host, phone") << Role::Host << FormFactor::Phone << mobile;
        QTest::newRow("host, tablet") << Role::Host << FormFactor::Tablet << mobile;
    }

    void startAndStop_areRefused_forWhoMayNot()
    {
        QFETCH(Role, role);
        QFETCH(FormFactor, formFactor);
        QFETCH(ErrorCode, code);
        auto room = threePeople();
        room.enter("x", role, ClientKind::Web, formFactor);
        auto before = room.state;
        QVERIFY(!room.say("x", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), code);
        QVERIFY(room.state == before);

        auto running = recording();
        running.enter("x", role, ClientKind::Web, formFactor);
        before = running.state;
        QVERIFY(!running.say("x", msg::StopRecording{kRec}));
        QCOMPARE(running.refusedWith(), code);
        QVERIFY(running.state == before);
        QVERIFY(running.last.effects.empty());
    }

    void startAndStop_areRefused_forAStranger()
    {
        auto room = recording();
        QVERIFY(!room.say("x", msg::StopRecording{kRec}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
        auto idle = threePeople();
        QVERIFY(!idle.say("x", msg::StartRecording{}));
        QCOMPARE(idle.refusedWith(), ErrorCode::NotFound);
    }

    void secondStart_isRefused_withTheFirstOnesName()
    {
        auto room = threePeople();
        QVERIFY(room.say("m", msg::StartRecording{}));
        const auto before = room.state;
        QVERIFY(!room.say("h", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), ErrorCode::AlreadyRecording);
        QCOMPARE(room.last.refusal->name, u"M"_s);
        QVERIFY(room.state == before);
        QCOMPARE(room.recording().startedBy, pid("m"));
    }

    // ---- who records

    void recorder_isTheAskersProgram_first()
    {
        auto room = threePeople();
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.say("d", msg::StartRecording{});
        QCOMPARE(room.recording().recorder, pid("d"));
    }

    void recorder_isTheHostsProgram_whenTheAskerHasNone()
    {
        TestRoom room;
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.enter("h", Role::Host, ClientKind::Desktop);
        room.enter("m", Role::Moderator);
        room.say("m", msg::StartRecording{});
        QCOMPARE(room.recording().recorder, pid("h"));
        QCOMPARE(room.recording().startedBy, pid("m"));
    }

    void recorder_isAModeratorsProgram_whenTheHostHasNone()
    {
        TestRoom room;
        room.enter("h", Role::Host);
        room.enter("p", Role::Participant, ClientKind::Desktop);
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.say("h", msg::StartRecording{});
        QCOMPARE(room.recording().recorder, pid("d"));
    }

    void recorder_isOneThatIsThere_notOneWhoseConnectionIsLost()
    {
        TestRoom room;
        room.enter("h", Role::Host, ClientKind::Desktop);
        room.enter("m", Role::Moderator);
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        room.lose("h");
        room.say("m", msg::StartRecording{});
        QCOMPARE(room.recording().recorder, pid("d"));
    }

    void start_isRefused_whenNobodyCanRecord()
    {
        TestRoom room;
        room.enter("h", Role::Host);
        room.enter("p", Role::Participant, ClientKind::Desktop);
        room.enter("s", Role::Moderator, ClientKind::Simulator);
        // Whatever it calls itself, a phone does not record.
        room.enter("f", Role::Moderator, ClientKind::Recorder, FormFactor::Phone);
        room.enter("t", Role::Moderator, ClientKind::Desktop, FormFactor::Tablet);
        const auto before = room.state;
        QVERIFY(!room.say("h", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), ErrorCode::NoRecorder);
        QVERIFY(room.state == before);
    }

    // ---- stopping

    void stopWhileAnnouncing_isACleanCancel_withoutTheRecorder()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        QVERIFY(room.say("m", msg::StopRecording{kRec}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Cancelled, "", "M")});
        QVERIFY(room.effects<effect::Send>().empty());
        QVERIFY(room.effects<effect::RecordingFailed>().empty());
        QCOMPARE(room.recording(), RecordingInfo{});
        room.tickAfter(2s);
        QVERIFY(room.last.effects.empty());
    }

    void stopWhileBeginning_endsTheRecorder_whichCancels()
    {
        auto room = beginning();
        QVERIFY(room.say("m", msg::StopRecording{kRec}));
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        QVERIFY(room.say("h", msg::RecorderFailed{kRec, 1, u"cancelled"_s, {}}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Cancelled, "", "M")});
        QCOMPARE(room.effects<effect::RecordingFailed>().size(), size_t(1));
        QCOMPARE(room.recording(), RecordingInfo{});
    }

    void recorderThatHeardStopBeforeStart_isToldAgain()
    {
        auto room = beginning();
        room.say("m", msg::StopRecording{kRec});
        QVERIFY(room.say("h", msg::RecorderStarted{kRec, 1}));
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
        QVERIFY(room.say("h", fileFacts()));
        QCOMPARE(room.recording(), RecordingInfo{});
    }

    void secondStop_changesNothing()
    {
        auto room = recording();
        QVERIFY(room.say("m", msg::StopRecording{kRec}));
        const auto before = room.state;
        QVERIFY(room.say("h", msg::StopRecording{kRec}));
        QVERIFY(room.state == before);
        QVERIFY(room.last.effects.empty());
    }

    void stop_isRefused_withoutARecording_orOfAnotherOne()
    {
        auto room = threePeople();
        QVERIFY(!room.say("h", msg::StopRecording{kRec}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotRecording);
        auto running = recording();
        QVERIFY(!running.say("h", msg::StopRecording{rid("old")}));
        QCOMPARE(running.refusedWith(), ErrorCode::StaleRecording);
        QCOMPARE(running.recording().phase, RecordingPhase::Recording);
    }

    void staleIds_areRefused_fromTheRecorder()
    {
        auto room = recording();
        const std::vector<ClientBody> stale = {msg::RecorderStarted{rid("old"), 1},
                                               msg::RecorderStarted{kRec, 2},
                                               msg::RecorderAlive{rid("old"), 1, 0},
                                               msg::RecorderAlive{kRec, 0, 0},
                                               fileFacts(rid("old")),
                                               fileFacts(kRec, 2),
                                               msg::RecorderFailed{rid("old"), 1, {}, {}},
                                               msg::RecorderFailed{kRec, 2, {}, {}}};
        const auto before = room.state;
        for (const auto &body : stale) {
            QVERIFY(!room.say("h", body));
            QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
            QVERIFY(room.last.effects.empty());
            QVERIFY(room.state == before);
        }
    }

    void recordersReports_areRefused_fromAnybodyElse()
    {
        auto room = recording();
        const std::vector<ClientBody> bodies = {msg::RecorderStarted{kRec, 1},
                                                msg::RecorderAlive{kRec, 1, 0}, fileFacts(),
                                                msg::RecorderFailed{kRec, 1, {}, {}}};
        const auto before = room.state;
        for (const auto &body : bodies) {
            for (const auto *id : {"m", "p"}) {
                QVERIFY(!room.say(id, body));
                QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
                QVERIFY(room.last.effects.empty());
                QVERIFY(room.state == before);
            }
            QVERIFY(!room.say("x", body));
            QCOMPARE(room.refusedWith(), ErrorCode::NotFound);
        }
    }

    void reports_areRefused_beforeTheRecorderWasToldToBegin()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        const auto before = room.state;
        for (const ClientBody &body :
             {ClientBody(msg::RecorderStarted{kRec, 1}), ClientBody(fileFacts())}) {
            QVERIFY(!room.say("h", body));
            QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
            QVERIFY(room.state == before);
            QVERIFY(room.last.effects.empty());
        }
    }

    void file_isTaken_whenTheRecorderEndedByItself()
    {
        auto room = recording();
        QVERIFY(room.say("h", fileFacts()));
        QCOMPARE(room.effects<effect::FileFacts>().size(), size_t(1));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::Stopped)});
    }

    // ---- one after the other

    void epochs_grow_andNothingOfTheLastRecordingIsLeft()
    {
        auto room = recording();
        QVERIFY(room.confirm("p"));
        room.say("m", msg::StopRecording{kRec});
        room.say("h", fileFacts());
        const auto second = rid("rec2");
        QVERIFY(room.say("m", msg::StartRecording{}));
        QCOMPARE(room.recording().recording, second);
        QCOMPARE(room.recording().epoch, 2);
        QCOMPARE(room.recording().elapsed, int64_t(0));
        for (const auto *id : {"h", "m", "p"}) {
            shown(room, id, second);
        }
        QCOMPARE(room.state.recording.stage, RecordingStage::Beginning);
        QVERIFY(!room.say("h", msg::RecorderStarted{kRec, 1}));
        QVERIFY(room.say("h", msg::RecorderStarted{second, 2}));
        QCOMPARE(room.who("p").consent, Consent::Asked);
        QCOMPARE(room.who("h").consent, Consent::Asked);
        QCOMPARE(room.who("m").consent, Consent::NotNeeded);
        QVERIFY(!room.say("h", msg::StopRecording{kRec}));
        QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
    }

    void title_isTheOneAtStart()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        room.state.room.title = u"Another"_s;
        room.tickAfter(1s);
        QCOMPARE(room.effects<effect::Begin>().at(0).title, u"Title"_s);
    }

    // ---- the room's options

    void options_areSetByModerators_andKeptWithTheRoom()
    {
        auto room = threePeople();
        QVERIFY(!room.say("p", msg::SetRecordingOptions{true, true}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(!snapshot(room.state, room.now).room.subtitles);

        QVERIFY(room.say("m", msg::SetRecordingOptions{true, false}));
        QVERIFY(snapshot(room.state, room.now).room.subtitles);
        QVERIFY(!snapshot(room.state, room.now).room.chapters);
        QCOMPARE(room.effects<effect::BroadcastState>().size(), size_t(1));
        QCOMPARE(room.effects<effect::RoomOptions>().size(), size_t(1));
        QVERIFY(room.effects<effect::RoomOptions>()[0].subtitles);
        QVERIFY(!room.effects<effect::RoomOptions>()[0].chapters);
        QVERIFY(room.say("h", msg::SetRecordingOptions{true, false}));
        QVERIFY2(room.last.effects.empty(), "nothing has changed");
    }

    void options_areSetFromAMobile_asTheyRecordNothing()
    {
        auto room = threePeople();
        room.enter("x", Role::Host, ClientKind::Web, FormFactor::Phone);
        QVERIFY(room.say("x", msg::SetRecordingOptions{false, true}));
        QVERIFY(snapshot(room.state, room.now).room.chapters);
    }

    void options_areTheOnesAtStart()
    {
        auto room = threePeople();
        room.say("m", msg::SetRecordingOptions{true, false});
        room.say("h", msg::StartRecording{});
        room.say("m", msg::SetRecordingOptions{false, true});
        room.tickAfter(1s);
        const auto begin = room.effects<effect::Begin>().at(0);
        QVERIFY(begin.subtitles);
        QVERIFY(!begin.chapters);
    }
};

QTEST_GUILESS_MAIN(TestRoomRecording)
#include "test_room_recording.moc"
