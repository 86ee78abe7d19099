#include "app/room/session/scene_of_room.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

Participant onStage(const char *id, int order)
{
    Participant p;
    p.id = ParticipantId{QString::fromLatin1(id)};
    p.name = u"Somebody"_s;
    p.onStage = order > 0;
    p.stageOrder = order;
    p.camera = true;
    return p;
}

Participant sharing(Participant p, int generation)
{
    p.publications = {Publication{Peer::Main, generation + 100, {}},
                      Publication{Peer::Screen, generation, {}}};
    return p;
}

QStringList idsOf(const StageScene &scene)
{
    QStringList ids;
    for (const auto &person : scene.people) {
        ids.push_back(person.participant.value);
    }
    return ids;
}

} // namespace

class TestSceneOfRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void people_standInTheOrderInWhichTheyCame_andOnlyThoseOnStage()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {onStage("c", 7), onStage("off", 0), onStage("a", 2),
                                 onStage("b", 3)};
        const auto scene = sceneOf(snapshot);
        QCOMPARE(idsOf(scene), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(!scene.sharing && !scene.highlighted);
    }

    void cameraAndFit_areTaken_asTheSnapshotSays()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {onStage("a", 1), onStage("b", 2)};
        snapshot.participants[0].camera = false;
        snapshot.participants[1].fit = Fit::Contain;
        const auto scene = sceneOf(snapshot);
        QVERIFY(!scene.people[0].camera);
        QCOMPARE(scene.people[0].fit, TileFit::Fill);
        QVERIFY(scene.people[1].camera);
        QCOMPARE(scene.people[1].fit, TileFit::Contain);
    }

    void whoIsCutOff_keepsThePlace_withTheCameraOff()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {onStage("a", 1), onStage("b", 2)};
        snapshot.participants[0].present = false;
        const auto scene = sceneOf(snapshot);
        QCOMPARE(scene.people.size(), size_t(2));
        QCOMPARE(scene.people[0].participant, snapshot.participants[0].id);
        QVERIFY(!scene.people[0].camera);
        QVERIFY(scene.people[1].camera);
    }

    void newestShare_isTheSharedContent_whereverItsOwnerIsListed()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {sharing(onStage("a", 1), 4), sharing(onStage("b", 2), 9),
                                 sharing(onStage("c", 3), 6)};
        QCOMPARE(sceneOf(snapshot).sharing, snapshot.participants[1].id);
        std::swap(snapshot.participants[0], snapshot.participants[1]);
        QCOMPARE(sceneOf(snapshot).sharing, snapshot.participants[0].id);
        snapshot.participants[0].publications.clear();
        QCOMPARE(sceneOf(snapshot).sharing, snapshot.participants[2].id);
    }

    void camera_isNotSharedContent()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {onStage("a", 1)};
        snapshot.participants[0].publications = {Publication{Peer::Main, 5, {}}};
        QVERIFY(!sceneOf(snapshot).sharing);
    }

    void highlight_isTaken_asTheSnapshotSays()
    {
        RoomSnapshot snapshot;
        snapshot.participants = {onStage("a", 1), onStage("b", 2)};
        snapshot.highlighted = snapshot.participants[1].id;
        QCOMPARE(sceneOf(snapshot).highlighted, snapshot.highlighted);
    }
};

QTEST_GUILESS_MAIN(TestSceneOfRoom)
#include "test_scene_of_room.moc"
