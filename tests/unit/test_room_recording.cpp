#include "tests/unit/room_fixture.h"

#include <QTest>

#include <algorithm>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

const auto kRec = rid("rec1");

/// Host "h" with the desktop program, moderator "m" and participant "p" in browsers.
TestRoom threePeople()
{
    TestRoom room;
    room.enter("h", Role::Host, ClientKind::Desktop);
    room.enter("m", Role::Moderator);
    room.enter("p", Role::Participant);
    return room;
}

bool shown(TestRoom &room, const char *id, const RecordingId &recording = kRec)
{
    return room.say(id, msg::NoticeShown{recording, Notice::Starting});
}

/// The host pressed Start, everybody was told, the recorder was told to begin.
TestRoom beginning()
{
    auto room = threePeople();
    room.say("h", msg::StartRecording{});
    for (const auto *id : {"h", "m", "p"}) {
        shown(room, id);
    }
    return room;
}

TestRoom recording()
{
    auto room = beginning();
    room.now += 300ms;
    room.say("h", msg::RecorderStarted{kRec, 1});
    return room;
}

msg::RecorderStopped fileFacts(const RecordingId &id = kRec, int epoch = 1)
{
    return msg::RecorderStopped{id, epoch, 5000, 1'000'000, QString(64, QLatin1Char('a')),
                                QStringLiteral("Rec – x.mp4")};
}

/// Time goes on, the recorder gives its sign of life every 2 s, the service ticks.
void passWithSignsOfLife(TestRoom &room, MediaTime duration)
{
    for (MediaTime passed{}; passed < duration; passed += 2s) {
        room.say("h", msg::RecorderAlive{kRec, 1, 0});
        room.tickAfter(std::min<MediaTime>(2s, duration - passed));
    }
}

msg::RecordingEnded ended(EndReason reason, const char *code = "", const char *name = "")
{
    return msg::RecordingEnded{kRec, reason, QString::fromLatin1(code), QString::fromLatin1(name)};
}

} // namespace

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
        QCOMPARE(room.recording().startedByName, QStringLiteral("H"));
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
        QCOMPARE(begins[0].title, QStringLiteral("Title"));
        QCOMPARE(begins[0].startedBy, pid("h"));
        QCOMPARE(begins[0].startedAt, room.wallTime);
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);

        QVERIFY(room.say("h", msg::RecorderStarted{kRec, 1}));
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QCOMPARE(room.recording().notConfirmed, 2);
        room.now += 5s;
        QCOMPARE(room.recording().elapsed, int64_t(5000));

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
        QCOMPARE(room.last.refusal->name, QStringLiteral("M"));
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
        const auto before = room.state;
        QVERIFY(!room.say("h", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), ErrorCode::NoRecorder);
        QVERIFY(room.state == before);
    }

    // ---- notices

    void recorder_beginsAfterASecond_whenSomebodyDoesNotReport()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        shown(room, "h");
        shown(room, "m");
        room.tickAfter(999ms);
        QVERIFY(room.effects<effect::Begin>().empty());
        room.tickAfter(1ms);
        QCOMPARE(room.effects<effect::Begin>().size(), size_t(1));
        // A report that comes late begins nothing again.
        QVERIFY(shown(room, "p"));
        QVERIFY(room.effects<effect::Begin>().empty());
    }

    void simulatorsAndRecorders_areNotWaitedFor()
    {
        TestRoom room;
        room.enter("s", Role::Participant, ClientKind::Simulator);
        room.enter("r", Role::Moderator, ClientKind::Recorder);
        QVERIFY(room.say("r", msg::StartRecording{}));
        QCOMPARE(room.effects<effect::Begin>().size(), size_t(1));
        room.say("r", msg::RecorderStarted{kRec, 1});
        QCOMPARE(room.who("s").consent, Consent::NotNeeded);
        QCOMPARE(room.who("r").consent, Consent::NotNeeded);
        QCOMPARE(room.recording().notConfirmed, 0);
    }

    void whoseConnectionIsLost_isNotWaitedFor()
    {
        auto room = threePeople();
        room.lose("p");
        room.say("h", msg::StartRecording{});
        shown(room, "h");
        room.lose("m");
        room.tickAfter(1ms);
        QCOMPARE(room.effects<effect::Begin>().size(), size_t(1));
    }

    void newcomer_isWaitedFor_whileTheNoticeGoesOut()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        room.enter("n", Role::Participant);
        for (const auto *id : {"h", "m", "p"}) {
            shown(room, id);
        }
        room.tickAfter(1ms);
        QVERIFY(room.effects<effect::Begin>().empty());
        shown(room, "n");
        QCOMPARE(room.effects<effect::Begin>().size(), size_t(1));
    }

    void notice_ofAnotherKindOrRecording_countsForNothing()
    {
        auto room = threePeople();
        room.say("h", msg::StartRecording{});
        for (const auto *id : {"h", "m", "p"}) {
            QVERIFY(room.say(id, msg::NoticeShown{rid("old"), Notice::Starting}));
            QVERIFY(room.say(id, msg::NoticeShown{kRec, Notice::Recording}));
        }
        QVERIFY(room.effects<effect::Begin>().empty());
        QCOMPARE(room.state.recording.stage, RecordingStage::Announcing);
    }

    // ---- consent

    void everyone_isAskedButTheStarter_fromTheFirstPictureOn()
    {
        auto room = beginning();
        QCOMPARE(room.who("p").consent, Consent::None);
        room.say("h", msg::RecorderStarted{kRec, 1});
        QCOMPARE(room.who("h").consent, Consent::NotNeeded);
        QCOMPARE(room.who("m").consent, Consent::Asked);
        QCOMPARE(room.who("p").consent, Consent::Asked);
    }

    void lateJoiner_isAsked()
    {
        auto room = recording();
        room.enter("n", Role::Participant, ClientKind::Web, FormFactor::Phone);
        QCOMPARE(room.who("n").consent, Consent::Asked);
        QCOMPARE(room.recording().notConfirmed, 3);
        room.enter("s", Role::Participant, ClientKind::Simulator);
        QCOMPARE(room.who("s").consent, Consent::NotNeeded);
        QCOMPARE(room.recording().notConfirmed, 3);
    }

    void confirming_isLoggedOnce_andCounts()
    {
        auto room = recording();
        QVERIFY(room.say("p", msg::ConfirmRecording{kRec}));
        QCOMPARE(room.who("p").consent, Consent::Confirmed);
        QCOMPARE(room.recording().notConfirmed, 1);
        const auto given = room.effects<effect::ConsentGiven>();
        QCOMPARE(given.size(), size_t(1));
        QCOMPARE(given[0].recording, kRec);
        QCOMPARE(given[0].participant, pid("p"));
        QCOMPARE(given[0].name, QStringLiteral("P"));
        QVERIFY(room.say("p", msg::ConfirmRecording{kRec}));
        QVERIFY(room.last.effects.empty());
        // The starter has nothing to confirm.
        QVERIFY(room.say("h", msg::ConfirmRecording{kRec}));
        QVERIFY(room.effects<effect::ConsentGiven>().empty());
    }

    void consent_isKept_overACut()
    {
        auto room = recording();
        room.say("p", msg::ConfirmRecording{kRec});
        room.lose("p");
        room.comeBack("p");
        QCOMPARE(room.who("p").consent, Consent::Confirmed);
        room.lose("m");
        room.comeBack("m");
        QCOMPARE(room.who("m").consent, Consent::Asked);
    }

    void confirming_isRefused_whenThatRecordingIsOver()
    {
        auto room = recording();
        QVERIFY(!room.say("p", msg::ConfirmRecording{rid("old")}));
        QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
        auto idle = threePeople();
        QVERIFY(!idle.say("p", msg::ConfirmRecording{kRec}));
        QCOMPARE(idle.refusedWith(), ErrorCode::StaleRecording);
        QVERIFY(!idle.say("p", msg::ConfirmRecording{}));
        QCOMPARE(idle.refusedWith(), ErrorCode::StaleRecording);
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
        QVERIFY(room.say("h", msg::RecorderFailed{kRec, 1, QStringLiteral("cancelled"), {}}));
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
        const std::vector<ClientBody> stale = {
            msg::RecorderStarted{rid("old"), 1},       msg::RecorderStarted{kRec, 2},
            msg::RecorderAlive{rid("old"), 1, 0},      msg::RecorderAlive{kRec, 0, 0},
            fileFacts(rid("old")),                     fileFacts(kRec, 2),
            msg::RecorderFailed{rid("old"), 1, {}, {}}, msg::RecorderFailed{kRec, 2, {}, {}}};
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
        for (const ClientBody &body : {ClientBody(msg::RecorderStarted{kRec, 1}), ClientBody(fileFacts())}) {
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
        // Nobody is asked again.
        QCOMPARE(room.who("p").consent, Consent::Asked);
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
        QVERIFY(room.say("h", msg::RecorderStarted{kRec, 1}));
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
        // It may only have been frozen: it must not go on recording people who are told that it is over.
        QCOMPARE(room.sentTo<msg::EndRecording>("h").size(), size_t(1));
        QCOMPARE(room.recording(), RecordingInfo{});
        QVERIFY(!room.has("h"));
    }

    void start_fails_whenTheRecorderReportsADiskThatIsFull()
    {
        auto room = beginning();
        QVERIFY(room.say("h", msg::RecorderFailed{kRec, 1, QStringLiteral("diskFull"), {}}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Failed, "diskFull")});
        const auto failed = room.effects<effect::RecordingFailed>();
        QCOMPARE(failed.size(), size_t(1));
        QCOMPARE(failed[0].recording, kRec);
        QCOMPARE(failed[0].code, QStringLiteral("diskFull"));
        QCOMPARE(room.recording(), RecordingInfo{});
        QVERIFY(room.say("h", msg::StartRecording{}));
    }

    void start_fails_whenTheRecorderDoesNotAnswer()
    {
        auto room = beginning();
        room.tickAfter(20s - 1ms);
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
        passWithSignsOfLife(room, 10min);
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
        // The room is free for the next one at once.
        room.enter("d", Role::Moderator, ClientKind::Desktop);
        QVERIFY(room.say("d", msg::StartRecording{}));
    }

    void start_isCancelled_whenTheRecorderLeavesBeforeTheFirstPicture()
    {
        auto room = beginning();
        QVERIFY(room.say("h", msg::Leave{}));
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(),
                 std::vector{ended(EndReason::Cancelled, "", "H")});
        // The library has heard of it already and must not wait for a file.
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
        QCOMPARE(room.recording().startedByName, QStringLiteral("M"));
    }

    // ---- limits

    void recording_ends_after24Hours_exactly()
    {
        auto room = recording();
        room.enter("h2", Role::Host);
        passWithSignsOfLife(room, 24h - 2s);
        room.say("h", msg::RecorderAlive{kRec, 1, 0});
        room.tickAfter(2s - 1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        room.tickAfter(1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        QCOMPARE(room.sentTo<msg::EndRecording>("h"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::Limit})});
        QCOMPARE(room.recording().elapsed, int64_t(24) * 3600 * 1000);
        room.say("h", fileFacts());
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::Limit)});
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
            room.say("d", msg::RecorderAlive{kRec, 1, 0});
            room.tickAfter(2s);
        }
        QCOMPARE(room.recording().phase, RecordingPhase::Recording);
        QVERIFY(!room.recording().interrupted);
        room.tickAfter(2s);
        QCOMPARE(room.sentTo<msg::EndRecording>("d"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::HostLeft})});
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::HostLeft)});
        QCOMPARE(room.effects<effect::SessionOver>().size(), size_t(1));
        QCOMPARE(room.effects<effect::SessionOver>()[0].reason, QStringLiteral("timeout"));
    }

    void recording_endsWithTheSession_whenAModeratorEndsIt()
    {
        auto room = recording();
        QVERIFY(room.say("m", msg::EndSession{}));
        QCOMPARE(room.sentTo<msg::EndRecording>("h"),
                 std::vector{(msg::EndRecording{kRec, 1, EndReason::SessionEnded})});
        QCOMPARE(room.sentToAll<msg::RecordingEnded>(), std::vector{ended(EndReason::SessionEnded)});
        QCOMPARE(room.recording(), RecordingInfo{});
        // The recorder hears of its end before the session's: after that the connection is closed.
        const auto kindAt = [&room](size_t kind) {
            return std::ranges::find(room.last.effects, kind, &RoomEffect::index)
                   - room.last.effects.begin();
        };
        QVERIFY(kindAt(RoomEffect(effect::Send{}).index())
                < kindAt(RoomEffect(effect::SessionOver{}).index()));
        room.tickAfter(10min);
        QVERIFY(room.sentToAll<msg::RecordingEnded>().empty());
    }

    // ---- one after the other

    void epochs_grow_andNothingOfTheLastRecordingIsLeft()
    {
        auto room = recording();
        room.say("p", msg::ConfirmRecording{kRec});
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
        room.state.room.title = QStringLiteral("Another");
        room.tickAfter(1s);
        QCOMPARE(room.effects<effect::Begin>().at(0).title, QStringLiteral("Title"));
    }
};

QTEST_GUILESS_MAIN(TestRoomRecording)
#include "test_room_recording.moc"
