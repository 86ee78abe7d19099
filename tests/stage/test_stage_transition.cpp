#include "app/stage/stage_transition.h"
#include "tests/stage/scenes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kFile{1920, 1080};

StageLayout layoutOf(const QStringList &people)
{
    return layoutStage(namedScene(people), kFile);
}

const StageTile *find(const StageLayout &layout, const QString &id)
{
    for (const auto &tile : layout.tiles) {
        if (tile.track.participant.value == id) {
            return &tile;
        }
    }
    return nullptr;
}

const QString kA = u"a"_s;
const QString kB = u"b"_s;

} // namespace

class TestStageTransition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void at_standsAtOnce_whenItIsTheFirstLayout();
    void at_isTheTarget_whenTheTimeIsOver();
    void at_movesEveryTileSteadilyTowardsItsPlace_whileItMoves();
    void at_growsNewTilesAndShrinksOldOnes_whileItMoves();
    void at_keepsEvenCoordinatesInsideTheStage_whileItMoves();
    void setLayout_beginsWhereTheTilesStand_whenItStillMoves();
    void setLayout_movesNothing_whenOnlyACameraIsSwitchedOff();
    void setLayout_jumps_whenTheSizeIsAnother();
};

void TestStageTransition::at_standsAtOnce_whenItIsTheFirstLayout()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 5s);
    QVERIFY(!transition.isMoving(5s));
    QCOMPARE(transition.at(5s), layoutOf({kA}));
}

void TestStageTransition::at_isTheTarget_whenTheTimeIsOver()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 0s);
    transition.setLayout(layoutOf({kA, kB}), 1s);
    QVERIFY(transition.isMoving(1199ms));
    QVERIFY(!transition.isMoving(1200ms));
    QCOMPARE(transition.at(1200ms), layoutOf({kA, kB}));
}

void TestStageTransition::at_movesEveryTileSteadilyTowardsItsPlace_whileItMoves()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 0s);
    transition.setLayout(layoutOf({kA, kB}), 1s);
    const int before = find(layoutOf({kA}), kA)->rect.width();
    const int after = find(layoutOf({kA, kB}), kA)->rect.width();
    QVERIFY(after < before);
    QCOMPARE(find(transition.at(1s), kA)->rect.width(), before);
    int last = before;
    for (auto now = 1020ms; now <= 1200ms; now += 20ms) {
        const int width = find(transition.at(now), kA)->rect.width();
        QVERIFY2(width <= last && width >= after, qPrintable(QString::number(width)));
        last = width;
    }
    QCOMPARE(last, after);
}

void TestStageTransition::at_growsNewTilesAndShrinksOldOnes_whileItMoves()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 0s);
    transition.setLayout(layoutOf({kB}), 1s);
    const auto middle = transition.at(1040ms);
    const auto *gone = find(middle, kA);
    const auto *fresh = find(middle, kB);
    QVERIFY(gone != nullptr && fresh != nullptr);
    QVERIFY(gone < fresh); // drawn before it
    const auto whole = find(layoutOf({kB}), kB)->rect;
    QVERIFY(fresh->rect.width() < whole.width() && gone->rect.width() < whole.width());
    QVERIFY(whole.contains(fresh->rect) && whole.contains(gone->rect));
}

void TestStageTransition::at_keepsEvenCoordinatesInsideTheStage_whileItMoves()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA, kB}), 0s);
    auto scene = namedScene({kA, kB, u"c"_s, u"d"_s, u"e"_s});
    scene.highlighted = ParticipantId{kB};
    transition.setLayout(layoutStage(scene, kFile), 0s);
    for (auto now = 0ms; now <= 200ms; now += 7ms) {
        for (const auto &tile : transition.at(now).tiles) {
            QVERIFY(QRect(QPoint(), kFile).contains(tile.rect));
            QVERIFY(tile.rect.x() % 2 == 0 && tile.rect.y() % 2 == 0);
            QVERIFY(tile.rect.width() % 2 == 0 && tile.rect.height() % 2 == 0);
        }
    }
}

void TestStageTransition::setLayout_beginsWhereTheTilesStand_whenItStillMoves()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 0s);
    transition.setLayout(layoutOf({kA, kB}), 1s);
    const auto before = find(transition.at(1100ms), kA)->rect;
    transition.setLayout(layoutOf({kA}), 1100ms);
    QCOMPARE(find(transition.at(1100ms), kA)->rect, before);
    QCOMPARE(transition.at(1300ms), layoutOf({kA}));
}

void TestStageTransition::setLayout_movesNothing_whenOnlyACameraIsSwitchedOff()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA, kB}), 0s);
    auto scene = namedScene({kA, kB});
    scene.people[0].camera = false;
    transition.setLayout(layoutStage(scene, kFile), 1s);
    QVERIFY(!transition.isMoving(1s));
    QVERIFY(!find(transition.at(1s), kA)->showsPicture);
}

void TestStageTransition::setLayout_jumps_whenTheSizeIsAnother()
{
    StageTransition transition;
    transition.setLayout(layoutOf({kA}), 0s);
    const auto small = layoutStage(namedScene({kA, kB}), {640, 360});
    transition.setLayout(small, 1s);
    QCOMPARE(transition.at(1s), small);
}

QTEST_APPLESS_MAIN(TestStageTransition)
#include "test_stage_transition.moc"
