#include "app/stage/simulcast.h"
#include "tests/stage/scenes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

TrackId camera(int number)
{
    return {ParticipantId{u"p%1"_s.arg(number)}, TrackKind::Camera};
}

const QSize kFile(1920, 1080);

} // namespace

class TestSimulcastLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layer_isTheLowestThatIsNotEnlarged_data();
    void layer_isTheLowestThatIsNotEnlarged();
    void layerSize_coversItsShare_ofAnyPicture_data();
    void layerSize_coversItsShare_ofAnyPicture();
    void stage_wantsWhatItsTilesShow_andNothingElse();
    void stageOfMoreThanTwentyFive_wantsTheMostRecent();
    void reduction_lowersSmallTilesMost_andTheLargestNotAtAll();
    void twoStages_wantTheHigherLayerOfEachCamera();
};

void TestSimulcastLayers::layer_isTheLowestThatIsNotEnlarged_data()
{
    QTest::addColumn<QSize>("tile");
    QTest::addColumn<int>("reduction");
    QTest::addColumn<int>("layer");
    QTest::newRow("tiny") << QSize(2, 2) << 0 << 0;
    QTest::newRow("exactly the lowest") << QSize(320, 180) << 0 << 0;
    QTest::newRow("a little wider") << QSize(322, 180) << 0 << 1;
    QTest::newRow("a little higher") << QSize(320, 182) << 0 << 1;
    QTest::newRow("384x216") << QSize(384, 216) << 0 << 1;
    QTest::newRow("exactly the middle") << QSize(640, 360) << 0 << 1;
    QTest::newRow("2x2 of 1080 lines") << QSize(942, 528) << 0 << 2;
    QTest::newRow("exactly the top") << QSize(1280, 720) << 0 << 2;
    QTest::newRow("more than there is") << QSize(1920, 1080) << 0 << 2;
    QTest::newRow("384x216 in need") << QSize(384, 216) << 1 << 0;
    QTest::newRow("3x3 in great need") << QSize(626, 352) << 2 << 0;
    QTest::newRow("2x2 in need") << QSize(942, 528) << 1 << 1;
    QTest::newRow("2x2 in great need") << QSize(942, 528) << 2 << 1;
    QTest::newRow("one alone in need") << QSize(1896, 1066) << 1 << 2;
    QTest::newRow("one alone in great need") << QSize(1896, 1066) << 2 << 2;
    QTest::newRow("never below the lowest") << QSize(384, 216) << 2 << 0;
}

void TestSimulcastLayers::layer_isTheLowestThatIsNotEnlarged()
{
    QFETCH(QSize, tile);
    QFETCH(int, reduction);
    QTEST(layerFor(tile, reduction), "layer");
}

void TestSimulcastLayers::layerSize_coversItsShare_ofAnyPicture_data()
{
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QSize>("low");
    QTest::addColumn<QSize>("middle");
    QTest::newRow("720p") << QSize(1280, 720) << QSize(320, 180) << QSize(640, 360);
    QTest::newRow("1080p") << QSize(1920, 1080) << QSize(320, 180) << QSize(640, 360);
    QTest::newRow("4:3") << QSize(640, 480) << QSize(320, 240) << QSize(640, 480);
    QTest::newRow("upright") << QSize(404, 720) << QSize(320, 570) << QSize(404, 720);
    QTest::newRow("small") << QSize(320, 180) << QSize(320, 180) << QSize(320, 180);
    QTest::newRow("tiny") << QSize(64, 48) << QSize(64, 48) << QSize(64, 48);
}

void TestSimulcastLayers::layerSize_coversItsShare_ofAnyPicture()
{
    QFETCH(QSize, picture);
    QTEST(layerSize(picture, 0), "low");
    QTEST(layerSize(picture, 1), "middle");
    QCOMPARE(layerSize(picture, kTopLayer), picture);
}

void TestSimulcastLayers::stage_wantsWhatItsTilesShow_andNothingElse()
{
    StageScene scene = numberedScene(9, 0);
    scene.people[4].camera = false;
    const auto grid = wantedLayers(layoutStage(scene, kFile));
    QCOMPARE(grid.size(), size_t{8});
    QVERIFY(!grid.contains(camera(4)));
    for (const auto &[track, layer] : grid) {
        QCOMPARE(layer, 1);
    }
    // The shared screen has no layers, and the cameras next to it are small.
    scene.sharing = ParticipantId{u"p0"_s};
    const auto strip = wantedLayers(layoutStage(scene, kFile));
    QCOMPARE(strip.size(), size_t{8});
    for (const auto &[track, layer] : strip) {
        QCOMPARE(track.kind, TrackKind::Camera);
        QCOMPARE(layer, 0);
    }
    QCOMPARE(wantedLayers(layoutStage(numberedScene(1, 0), kFile)).at(camera(0)), 2);
}

void TestSimulcastLayers::stageOfMoreThanTwentyFive_wantsTheMostRecent()
{
    const auto wanted = wantedLayers(layoutStage(numberedScene(30, 0), kFile));
    QCOMPARE(wanted.size(), size_t{25});
    QVERIFY(!wanted.contains(camera(4)));
    QVERIFY(wanted.contains(camera(5)) && wanted.contains(camera(29)));
}

void TestSimulcastLayers::reduction_lowersSmallTilesMost_andTheLargestNotAtAll()
{
    // The only or highlighted participant gets the highest layer.
    QCOMPARE(wantedLayers(layoutStage(numberedScene(1, 0), kFile), 2).at(camera(0)), 2);
    StageScene scene = numberedScene(4, 0);
    for (const int reduction : {1, 2}) {
        for (const auto &[track, layer] : wantedLayers(layoutStage(scene, kFile), reduction)) {
            QCOMPARE(layer, 1);
        }
    }
    scene.highlighted = ParticipantId{u"p2"_s};
    const auto wanted = wantedLayers(layoutStage(scene, kFile), 2);
    QCOMPARE(wanted.at(camera(2)), 2);
    QCOMPARE(wanted.at(camera(1)), 0);
    for (const auto &[track, layer] : wantedLayers(layoutStage(numberedScene(9, 0), kFile), 2)) {
        QCOMPARE(layer, 0);
    }
}

void TestSimulcastLayers::twoStages_wantTheHigherLayerOfEachCamera()
{
    const WantedLayers both =
        together({{camera(0), 2}, {camera(1), 0}}, {{camera(0), 1}, {camera(2), 1}});
    const WantedLayers expected{{camera(0), 2}, {camera(1), 0}, {camera(2), 1}};
    QVERIFY(both == expected);
}

QTEST_GUILESS_MAIN(TestSimulcastLayers)
#include "test_simulcast_layers.moc"
