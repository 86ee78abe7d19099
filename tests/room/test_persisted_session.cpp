#include "app/room/rules/persisted_session.h"
#include "tests/recording/recording_room.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const std::map<QString, ParticipantId> kSecrets{{u"secret-h"_s, pid("h")},
                                                {u"secret-p"_s, pid("p")}};

QJsonObject kept(const TestRoom &room)
{
    const auto json =
        persistedSessionJson(room.state, kSecrets, ClockPair{room.now, room.wallTime});
    return QJsonDocument::fromJson(QJsonDocument(json).toJson()).object();
}

RoomState freshRoom(const TestRoom &room)
{
    RoomState fresh;
    fresh.room = room.state.room;
    fresh.room.locked = false;
    fresh.rules = room.state.rules;
    return fresh;
}

/// The room in a program started `down` after the kill; its monotonic clock starts afresh.
TestRoom afterRestart(const TestRoom &room, MediaTime down)
{
    auto again = room;
    again.now = 40s;
    again.wallTime =
        room.wallTime.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(down).count());
    const auto session =
        readPersistedSession(kept(room), freshRoom(room), ClockPair{again.now, again.wallTime});
    if (!session) {
        qFatal("%s", qPrintable(session.error().detail));
    }
    again.state = session->state;
    return again;
}

} // namespace

class TestPersistedSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void session_isWorthKeeping_whileSomebodyWouldMissIt()
    {
        TestRoom empty;
        QVERIFY(!isWorthKeeping(empty.state));
        auto room = threePeople();
        QVERIFY(isWorthKeeping(room.state));
        for (const auto *id : {"p", "m"}) {
            room.say(id, msg::Leave{});
        }
        room.say("h", msg::LockRoom{true});
        room.say("h", msg::Leave{});
        QVERIFY(isWorthKeeping(room.state));
        room.tickAfter(room.state.rules.hostGrace);
        QVERIFY(room.state.ended);
        QVERIFY(!isWorthKeeping(room.state));

        auto other = recording();
        other.say("h", msg::EndSession{});
        QVERIFY(!isWorthKeeping(other.state));
    }

    void restart_keepsWhatModeratorsDecided_withoutARecording()
    {
        auto room = threePeople();
        Participant troll;
        troll.id = pid("t");
        room.apply(cmd::Enter{troll, {u"device-t"_s, u"192.0.2.7"_s}});
        Participant pupil;
        pupil.id = pid("q");
        room.apply(cmd::Enter{pupil, {u"device-q"_s, u"192.0.2.7"_s}});
        room.say("h", msg::Remove{pid("t")});
        room.say("h", msg::SetRole{pid("p"), Role::Moderator});
        room.say("h", msg::SetStageAccess{StageAccess::Request});
        room.say("p", msg::SetHand{true});
        room.say("p", msg::Say{u"Hello"_s});
        room.say("p", msg::Say{u"again"_s});
        room.say("p", msg::DeleteChatLine{1});
        room.now += 1h;
        room.wallTime = room.wallTime.addSecs(3600);
        const auto again = afterRestart(room, 30s);
        const auto &state = again.state;
        QCOMPARE(state.recording.stage, RecordingStage::Idle);
        QVERIFY(state.room.stageAccess == StageAccess::Request);
        QVERIFY(state.removed == room.state.removed);
        QVERIFY(state.admittedDevices == room.state.admittedDevices);
        QVERIFY(state.chat == room.state.chat);
        QCOMPARE(state.lastChatLine, 2);
        const auto *promoted = state.find(pid("p"));
        QCOMPARE(promoted->participant.role, Role::Moderator);
        QCOMPARE(promoted->linkRole, Role::Participant);
        QVERIFY(promoted->participant.handRaised);
        QVERIFY(state.find(pid("q"))->origin == room.state.find(pid("q"))->origin);
        // It has lasted for an hour and half a minute.
        QCOMPARE(state.startedAt, again.now - 1h - 30s);
    }

    void oldSession_isNotTheNextOne()
    {
        auto room = threePeople();
        const auto read = [&room](MediaTime down) {
            const auto later = room.wallTime.addMSecs(
                std::chrono::duration_cast<std::chrono::milliseconds>(down).count());
            return readPersistedSession(kept(room), freshRoom(room), ClockPair{40s, later});
        };
        QVERIFY(read(14min));
        QCOMPARE(read(15min).error().code, ErrorCode::SessionEnded);
        room = recording();
        QVERIFY(read(30h));
    }

    void fileOfTheVersionBefore_isRead()
    {
        const auto room = recording();
        auto old = kept(room);
        for (const auto *added :
             {"stageAccess", "started", "kept", "removed", "admittedDevices", "chat",
              "lastChatLine", "lastEpoch", "wasRecorded", "wasReminded"}) {
            QVERIFY(old.contains(QLatin1String(added)));
            old.remove(QLatin1String(added));
        }
        auto places = old[QLatin1String("places")].toArray();
        for (auto &&place : places) {
            auto fields = place.toObject();
            fields.remove(QLatin1String("linkRole"));
            fields.remove(QLatin1String("origin"));
            fields.remove(QLatin1String("muted"));
            fields.remove(QLatin1String("cameraOff"));
            place = fields;
        }
        old[QLatin1String("places")] = places;
        old[QLatin1String("version")] = 1;
        const auto session =
            readPersistedSession(old, freshRoom(room), ClockPair{room.now, room.wallTime});
        QVERIFY(session);
        QCOMPARE(session->state.recording.id, kRec);
        QCOMPARE(session->state.lastEpoch, 1);
        QCOMPARE(session->state.find(pid("h"))->linkRole, Role::Host);
    }

    void restart_keepsEverybodysPlace_andTheSecrets()
    {
        auto room = recording();
        room.say("p", msg::SetStage{true});
        QVERIFY(room.confirm("p"));
        room.say("m", msg::LockRoom{true});
        room.lose("m");
        const auto session =
            readPersistedSession(kept(room), freshRoom(room), ClockPair{40s, room.wallTime});
        QVERIFY(session);
        QVERIFY(session->secrets == kSecrets);
        QVERIFY((session->present == std::set{pid("h"), pid("p")}));
        const auto &state = session->state;
        QCOMPARE(state.members.size(), size_t(3));
        for (const auto &member : state.members) {
            QVERIFY(!member.participant.present);
            QVERIFY(member.lostAt == 40s);
            auto before = room.state.find(member.participant.id)->participant;
            before.present = false;
            QVERIFY(member.participant == before);
        }
        QVERIFY(state.room.locked);
        QCOMPARE(state.revision, room.state.revision);
    }

    void recording_goesOn_whenItsRecorderIsBack()
    {
        auto room = recording();
        room.now += 10s;
        room.say("h", alive(9500ms));
        QVERIFY(room.confirm("p"));
        room = afterRestart(room, 30s);
        auto shownNow = room.recording();
        QCOMPARE(shownNow.phase, RecordingPhase::Recording);
        QVERIFY(shownNow.interrupted);
        QCOMPARE(shownNow.recording, kRec);
        QCOMPARE(shownNow.epoch, 1);
        QCOMPARE(shownNow.recorder, pid("h"));
        QCOMPARE(shownNow.startedByName, u"H"_s);
        // The length known to be in the file.
        QCOMPARE(shownNow.elapsed, int64_t{9500});

        QVERIFY(room.comeBack("h"));
        QVERIFY(room.comeBack("p"));
        room.now += 500ms;
        QVERIFY(room.say("h", alive(39800ms)));
        shownNow = room.recording();
        QVERIFY(!shownNow.interrupted);
        QCOMPARE(shownNow.elapsed, int64_t{39800});
        // Participants are not asked for consent again.
        QCOMPARE(room.who("p").consent, Consent::Confirmed);
        QCOMPARE(room.who("h").consent, Consent::NotNeeded);
        QVERIFY(room.say("h", fileFacts()));
        QCOMPARE(room.effects<effect::FileFacts>().size(), size_t(1));
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
    }

    void recordedTime_leavesOutTheGap_whenTheRecorderWasGoneToo()
    {
        auto room = recording();
        room.now += 10s;
        room = afterRestart(room, 5min);
        QVERIFY(room.comeBack("h"));
        QVERIFY(room.say("h", alive(9s)));
        QCOMPARE(room.recording().elapsed, int64_t{9000});
    }

    void pausedRecording_staysPaused()
    {
        auto room = afterRestart(paused(), 20s);
        QCOMPARE(room.recording().elapsed, int64_t{10000});
        QVERIFY(room.comeBack("h"));
        QVERIFY(room.say("h", alive(10s, true)));
        QCOMPARE(room.recording().phase, RecordingPhase::Paused);
        QCOMPARE(room.recording().elapsed, int64_t{10000});
    }

    void orderToPause_isRepeated_whenItWasOnItsWay()
    {
        auto room = recording();
        room.say("m", msg::PauseRecording{kRec, true});
        room = afterRestart(room, 20s);
        room.comeBack("h");
        const auto orders = room.sentTo<msg::PauseRecorder>("h");
        QCOMPARE(orders.size(), size_t(1));
        QVERIFY(orders.front().paused);
    }

    void stoppingRecording_ends_withTheNameOfWhoStoppedIt()
    {
        auto room = recording();
        room.say("m", msg::StopRecording{kRec});
        room = afterRestart(room, 5min);
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        room.tickAfter(1s);
        QCOMPARE(room.recording().phase, RecordingPhase::Stopping);
        room.comeBack("h");
        QVERIFY(room.say("h", fileFacts()));
        const auto ended = room.sentToAll<msg::RecordingEnded>();
        QCOMPARE(ended.size(), size_t(1));
        QCOMPARE(ended.front().reason, EndReason::Stopped);
        QCOMPARE(ended.front().name, u"M"_s);
    }

    void recorder_isWaitedFor_asLongAsAfterACut_andAtLeastAMinute_data()
    {
        QTest::addColumn<int>("downMinutes");
        QTest::addColumn<int>("waitedSeconds");
        QTest::newRow("down for 5 minutes of 15") << 5 << 600;
        QTest::newRow("down for longer") << 3000 << 60;
        QTest::newRow("the time of day was set back") << -60 << 900;
    }

    void recorder_isWaitedFor_asLongAsAfterACut_andAtLeastAMinute()
    {
        QFETCH(int, downMinutes);
        QFETCH(int, waitedSeconds);
        auto room = afterRestart(recording(), std::chrono::minutes(downMinutes));
        // A present host keeps the session from ending.
        room.enter("h2", Role::Host);
        room.tickAfter(std::chrono::seconds(waitedSeconds) - 1ms);
        QVERIFY(room.recording().interrupted);
        room.tickAfter(1ms);
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
    }

    void session_ends_whenNobodyComesBack()
    {
        auto room = afterRestart(recording(), 1s);
        room.tickAfter(room.state.rules.hostGrace - 1ms);
        QVERIFY(!room.state.ended);
        room.tickAfter(1ms);
        QVERIFY(room.state.ended);
        QCOMPARE(room.recording().phase, RecordingPhase::Idle);
    }

    void newRecording_hasALaterEpoch()
    {
        auto room = afterRestart(recording(), 1s);
        room.comeBack("h");
        room.say("h", alive(1s));
        room.say("h", fileFacts());
        QVERIFY(room.say("h", msg::StartRecording{}));
        QCOMPARE(room.recording().epoch, 2);
    }

    void file_isRefused_whenAnythingIsMissingOrOfAnotherVersion()
    {
        const auto room = recording();
        const auto whole = kept(room);
        const auto refused = [&](const QJsonObject &json) {
            const auto session =
                readPersistedSession(json, freshRoom(room), ClockPair{room.now, room.wallTime});
            return !session && session.error().code == ErrorCode::FileDamaged;
        };
        QVERIFY(!refused(whole));
        QVERIFY(whole.size() > 6);
        const auto withoutEach = [&](const QJsonObject &part, auto &&with) {
            for (const auto &field : part.keys()) {
                static const QStringList maybe{u"recordsSince"_s, u"grown"_s, u"started"_s,
                                               u"kept"_s,         u"heard"_s, u"startedAt"_s};
                if (maybe.contains(field)) {
                    continue; // some files have it, or it may be empty
                }
                auto less = part;
                less.remove(field);
                QVERIFY2(refused(with(less)), qPrintable(field));
            }
        };
        withoutEach(whole, [](const QJsonObject &less) { return less; });
        withoutEach(whole[QLatin1String("recording")].toObject(), [&](const QJsonObject &less) {
            auto json = whole;
            json[QLatin1String("recording")] = less;
            return json;
        });
        withoutEach(whole[QLatin1String("places")].toArray().first().toObject(),
                    [&](const QJsonObject &less) {
                        auto json = whole;
                        json[QLatin1String("places")] = QJsonArray{less};
                        return json;
                    });
        auto newer = whole;
        newer[QLatin1String("version")] = 3;
        QVERIFY(refused(newer));
        QVERIFY(refused({}));
    }
};

QTEST_APPLESS_MAIN(TestPersistedSession)
#include "test_persisted_session.moc"
