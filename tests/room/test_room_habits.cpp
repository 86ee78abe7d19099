#include "tests/recording/recording_room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// What a room does about recording by itself, and marks.
class TestRoomHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recording_startsByItself_onceSomebodyIsHereWhoCan_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<ClientKind>("client");
        QTest::addColumn<FormFactor>("formFactor");
        QTest::addColumn<bool>("starts");
        QTest::newRow("host with the program")
            << Role::Host << ClientKind::Desktop << FormFactor::Desktop << true;
        QTest::newRow("moderator with the program")
            << Role::Moderator << ClientKind::Desktop << FormFactor::Desktop << true;
        QTest::newRow("moderator in a browser, nobody can record")
            << Role::Moderator << ClientKind::Web << FormFactor::Desktop << false;
        QTest::newRow("host on a phone")
            << Role::Host << ClientKind::Web << FormFactor::Phone << false;
        QTest::newRow("participant with the program")
            << Role::Participant << ClientKind::Desktop << FormFactor::Desktop << false;
    }

    void recording_startsByItself_onceSomebodyIsHereWhoCan()
    {
        QFETCH(Role, role);
        QFETCH(ClientKind, client);
        QFETCH(FormFactor, formFactor);
        QFETCH(bool, starts);
        TestRoom room;
        room.state.autoRecord = true;
        room.enter("p", Role::Participant);
        QVERIFY(room.effects<effect::StartByItself>().empty());
        room.enter("x", role, client, formFactor);
        QCOMPARE(room.effects<effect::StartByItself>().size(), size_t(starts ? 1 : 0));
        TestRoom other;
        other.enter("x", role, client, formFactor);
        QVERIFY(other.effects<effect::StartByItself>().empty());
    }

    void browsersWait_forAProgramThatRecords()
    {
        TestRoom room;
        room.state.autoRecord = true;
        room.enter("m", Role::Moderator);
        QVERIFY(room.effects<effect::StartByItself>().empty());
        room.enter("h", Role::Host, ClientKind::Desktop);
        QCOMPARE(room.effects<effect::StartByItself>().front().participant, pid("h"));
    }

    void aStoppedRecording_doesNotStartAgainByItself()
    {
        auto room = recording();
        room.state.autoRecord = true;
        room.say("h", msg::StopRecording{kRec});
        room.say("h", fileFacts());
        room.enter("h2", Role::Host, ClientKind::Desktop);
        QVERIFY(room.effects<effect::StartByItself>().empty());
        room.state.recordReminder = true;
        room.tickAfter(10min);
        QVERIFY(room.sentTo<msg::RecordReminder>("h2").empty());
    }

    void moderators_areRemindedOnce_twoMinutesAfterOneCameIn()
    {
        TestRoom room;
        room.state.recordReminder = true;
        room.enter("p", Role::Participant);
        room.tickAfter(5min);
        room.enter("phone", Role::Host, ClientKind::Web, FormFactor::Phone);
        room.enter("m", Role::Moderator);
        room.state.members.back().enteredAt = room.now;
        room.tickAfter(2min - 1ms);
        QVERIFY(room.sentTo<msg::RecordReminder>("m").empty());
        room.tickAfter(1ms);
        QCOMPARE(room.sentTo<msg::RecordReminder>("m").size(), size_t(1));
        QVERIFY(room.sentTo<msg::RecordReminder>("phone").empty());
        QVERIFY(room.sentTo<msg::RecordReminder>("p").empty());
        room.enter("n", Role::Moderator);
        room.tickAfter(10min);
        QVERIFY(room.sentTo<msg::RecordReminder>("m").empty());
    }

    void nobodyIsReminded_whileItIsRecorded_orInARoomThatDoesNotWantIt()
    {
        auto room = recording();
        room.state.recordReminder = true;
        room.now += 3min;
        room.say("h", alive(3min));
        room.apply(cmd::Tick{});
        QVERIFY(room.sentTo<msg::RecordReminder>("h").empty());
        auto other = threePeople();
        other.tickAfter(3min);
        QVERIFY(other.sentTo<msg::RecordReminder>("h").empty());
    }

    // ---- the service's recorder

    void start_summonsTheServicesRecorder_whereNobodyElseCanRecord()
    {
        TestRoom room;
        room.state.canSummon = true;
        room.enter("m", Role::Moderator);
        room.enter("n", Role::Moderator);
        QVERIFY(room.say("m", msg::StartRecording{}));
        QCOMPARE(room.effects<effect::SummonRecorder>().size(), size_t(1));
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
        QVERIFY(room.say("n", msg::StartRecording{}));
        QVERIFY(room.effects<effect::SummonRecorder>().empty());
        room.enter("r", Role::Host, ClientKind::Recorder);
        QCOMPARE(room.effects<effect::StartByItself>().front().participant, pid("m"));
        QVERIFY(room.say("m", msg::StartRecording{}));
        QCOMPARE(room.recording().phase, RecordingPhase::Starting);
        QCOMPARE(room.recording().recorder, pid("r"));
        QCOMPARE(room.recording().startedBy, pid("m"));
        // Nothing is left of the summons.
        room.tickAfter(1min);
        QVERIFY(room.sentTo<msg::ErrorReply>("m").empty());
    }

    void aProgramInTheRoom_recordsRatherThanTheService()
    {
        auto room = threePeople();
        room.state.canSummon = true;
        QVERIFY(room.say("m", msg::StartRecording{}));
        QVERIFY(room.effects<effect::SummonRecorder>().empty());
        QCOMPARE(room.recording().recorder, pid("h"));
    }

    void whoPressedStart_isTold_whenNoRecorderComes()
    {
        TestRoom room;
        room.enter("m", Role::Moderator);
        QVERIFY(!room.say("m", msg::StartRecording{}));
        QCOMPARE(room.refusedWith(), ErrorCode::NoRecorder);
        room.state.canSummon = true;
        room.say("m", msg::StartRecording{});
        room.tickAfter(room.state.rules.summonTimeout - 1ms);
        QVERIFY(room.sentTo<msg::ErrorReply>("m").empty());
        room.tickAfter(1ms);
        QCOMPARE(room.sentTo<msg::ErrorReply>("m").front().code, u"noRecorder"_s);
        room.say("m", msg::StartRecording{});
        room.apply(cmd::RecorderRefused{Error{ErrorCode::TooMany, u"all in use"_s}});
        QCOMPARE(room.sentTo<msg::ErrorReply>("m").front().code, u"noRecorder"_s);
        room.apply(cmd::RecorderRefused{Error{ErrorCode::TooMany, u"all in use"_s}});
        QVERIFY(room.last.effects.empty());
    }

    void mark_reachesTheRecorder()
    {
        auto room = recording();
        QVERIFY(room.say("m", msg::MarkMoment{kRec, u"Question"_s}));
        const auto chapters = room.sentTo<msg::AddChapter>("h");
        QCOMPARE(chapters.size(), size_t(1));
        QCOMPARE(chapters.front(), (msg::AddChapter{kRec, 1, u"Question"_s}));
        QVERIFY(room.effects<effect::BroadcastState>().empty());
    }

    void mark_isRefused_whereNothingIsRecorded()
    {
        auto room = recording();
        QVERIFY(!room.say("p", msg::MarkMoment{kRec, {}}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotAllowed);
        QVERIFY(!room.say("m", msg::MarkMoment{rid("other"), {}}));
        QCOMPARE(room.refusedWith(), ErrorCode::StaleRecording);
        room.lose("h");
        room.tickAfter(10s);
        QVERIFY(room.recording().interrupted);
        QVERIFY(!room.say("m", msg::MarkMoment{kRec, {}}));
        QCOMPARE(room.refusedWith(), ErrorCode::NotRecording);
        auto idle = threePeople();
        QVERIFY(!idle.say("m", msg::MarkMoment{kRec, {}}));
        QCOMPARE(idle.refusedWith(), ErrorCode::NotRecording);
        auto begun = beginning();
        QVERIFY(!begun.say("m", msg::MarkMoment{kRec, {}}));
        QCOMPARE(begun.refusedWith(), ErrorCode::NotRecording);
    }
};

QTEST_APPLESS_MAIN(TestRoomHabits)
#include "test_room_habits.moc"
