#include "tests/recording/recording_room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestRoomConsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        // A late report does not begin it again.
        QVERIFY(shown(room, "p"));
        QVERIFY(room.effects<effect::Begin>().empty());
    }

    void recorders_areNotWaitedFor_butWhoClaimsToBeSimulatedIs()
    {
        TestRoom room;
        room.enter("s", Role::Participant, ClientKind::Simulator);
        room.enter("r", Role::Moderator, ClientKind::Recorder);
        QVERIFY(room.say("r", msg::StartRecording{}));
        QVERIFY(room.effects<effect::Begin>().empty());
        shown(room, "s");
        QCOMPARE(room.effects<effect::Begin>().size(), size_t(1));
        room.say("r", msg::RecorderStarted{kRec, 1});
        QCOMPARE(room.who("s").consent, Consent::Asked);
        QCOMPARE(room.who("r").consent, Consent::NotNeeded);
        QCOMPARE(room.recording().notConfirmed, 1);
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
        QCOMPARE(room.who("s").consent, Consent::Asked);
        room.enter("r", Role::Moderator, ClientKind::Recorder);
        QCOMPARE(room.who("r").consent, Consent::NotNeeded);
        QCOMPARE(room.recording().notConfirmed, 4);
    }

    void confirming_counts_onceItIsStored()
    {
        auto room = recording();
        QVERIFY(room.say("p", msg::ConfirmRecording{kRec}));
        QCOMPARE(room.who("p").consent, Consent::Asked);
        QVERIFY(room.effects<effect::BroadcastState>().empty());
        const auto given = room.effects<effect::ConsentGiven>();
        QCOMPARE(given.size(), size_t(1));
        QCOMPARE(given[0].recording, kRec);
        QCOMPARE(given[0].participant, pid("p"));
        QCOMPARE(given[0].name, u"P"_s);
        // Stored for another recording, or for someone who has left.
        QVERIFY(room.apply(cmd::ConsentStored{rid("old"), pid("p")}));
        QVERIFY(room.apply(cmd::ConsentStored{kRec, pid("nobody")}));
        QCOMPARE(room.who("p").consent, Consent::Asked);
        QVERIFY(room.apply(cmd::ConsentStored{kRec, pid("p")}));
        QCOMPARE(room.who("p").consent, Consent::Confirmed);
        QCOMPARE(room.recording().notConfirmed, 1);
        QVERIFY(room.say("p", msg::ConfirmRecording{kRec}));
        QVERIFY(room.last.effects.empty());
        // The starter does not have to confirm.
        QVERIFY(room.say("h", msg::ConfirmRecording{kRec}));
        QVERIFY(room.effects<effect::ConsentGiven>().empty());
    }

    void consent_isKept_overACut()
    {
        auto room = recording();
        QVERIFY(room.confirm("p"));
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
};

QTEST_GUILESS_MAIN(TestRoomConsent)
#include "test_room_consent.moc"
