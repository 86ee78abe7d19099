#include "app/stage/stage_layout.h"
#include "tests/stage/scenes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;

namespace {

constexpr QSize kFullHd(1920, 1080);

ParticipantId person(int number)
{
    return {u"p%1"_s.arg(number)};
}

bool isEven(const QRect &rect)
{
    return rect.x() % 2 == 0 && rect.y() % 2 == 0 && rect.width() % 2 == 0 &&
           rect.height() % 2 == 0;
}

void verifySound(const StageLayout &layout)
{
    const QRect frame(QPoint(0, 0), layout.size);
    for (size_t i = 0; i < layout.tiles.size(); ++i) {
        const QRect rect = layout.tiles[i].rect;
        QVERIFY2(frame.contains(rect), "a tile leaves the frame");
        QVERIFY2(isEven(rect), "a tile stands on odd coordinates");
        QVERIFY(rect.width() >= 2 && rect.height() >= 2);
        for (size_t j = i + 1; j < layout.tiles.size(); ++j) {
            QVERIFY2(!rect.intersects(layout.tiles[j].rect), "two tiles overlap");
            QVERIFY2(layout.tiles[i].track != layout.tiles[j].track, "a track stands twice");
        }
    }
}

void verifySixteenToNine(const QRect &rect)
{
    QVERIFY2(std::abs(rect.width() * 9.0 / 16.0 - rect.height()) <= 3, "a tile is not 16:9");
}

} // namespace

class TestStageLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layout_hasNoTiles_whenStageIsEmpty()
    {
        const auto layout = layoutStage({}, kFullHd);
        QCOMPARE(layout.size, kFullHd);
        QVERIFY(layout.tiles.empty());
    }

    void grid_isSound_forEveryNumberOfPeople_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("file") << kFullHd;
        QTest::newRow("small window") << QSize(640, 400);
        QTest::newRow("tall window") << QSize(601, 1203);
        QTest::newRow("wide window") << QSize(2001, 403);
    }
    void grid_isSound_forEveryNumberOfPeople()
    {
        QFETCH(QSize, size);
        for (int people = 1; people <= 25; ++people) {
            const auto layout = layoutStage(numberedScene(people), size);
            QCOMPARE(layout.tiles.size(), static_cast<size_t>(people));
            verifySound(layout);
            for (int i = 0; i < people; ++i) {
                const auto &tile = layout.tiles[static_cast<size_t>(i)];
                QCOMPARE(tile.track.participant, person(i + 1));
                QVERIFY(tile.showsPicture && !tile.isMain);
                QCOMPARE(tile.rect.size(), layout.tiles.front().rect.size());
                verifySixteenToNine(tile.rect);
            }
        }
    }

    /// The page's test compares the page's layouts with the same list.
    void layouts_areThoseOfThePage()
    {
        QFile file(QStringLiteral(STAGE_TESTS "/layouts.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto layouts = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(layouts.size() > 90);
        for (const auto &value : layouts) {
            const auto expected = value.toObject();
            const auto number = [&expected](const char *key) {
                return expected[QLatin1String(key)].toInt();
            };
            auto scene = numberedScene(number("people"));
            const auto mode = expected[QLatin1String("mode")].toString();
            if (mode == QLatin1String("sharing")) {
                scene.sharing = person(1);
            } else if (mode == QLatin1String("highlighted")) {
                scene.highlighted = person(1);
            }
            QJsonArray rects;
            for (const auto &tile :
                 layoutStage(scene, QSize(number("width"), number("height"))).tiles) {
                rects.append(QJsonArray{tile.rect.x(), tile.rect.y(), tile.rect.width(),
                                        tile.rect.height()});
            }
            QVERIFY2(rects == expected[QLatin1String("rects")].toArray(),
                     QJsonDocument(expected).toJson(QJsonDocument::Compact).constData());
        }
    }

    void twoPeople_areSideBySide_whereThereIsWidth()
    {
        const auto wide = layoutStage(numberedScene(2), QSize(950, 680)).tiles;
        QCOMPARE(wide[0].rect.y(), wide[1].rect.y());
        QVERIFY(wide[0].rect.x() < wide[1].rect.x());
        const auto high = layoutStage(numberedScene(2), QSize(360, 560)).tiles;
        QCOMPARE(high[0].rect.x(), high[1].rect.x());
    }

    void grid_isCentred_forEveryNumberOfPeople()
    {
        for (int people = 1; people <= 25; ++people) {
            const auto layout = layoutStage(numberedScene(people), kFullHd);
            // Each row separately, including the last.
            std::map<int, QRect> rows;
            for (const auto &tile : layout.tiles) {
                rows[tile.rect.y()] |= tile.rect;
            }
            QRect all;
            for (const auto &[y, row] : rows) {
                QVERIFY(std::abs(row.x() - (kFullHd.width() - row.x() - row.width())) <= 4);
                all |= row;
            }
            QVERIFY(std::abs(all.y() - (kFullHd.height() - all.y() - all.height())) <= 4);
        }
    }

    void grid_usesTheStage_forUsualNumbers()
    {
        const auto area = [](const StageLayout &layout) {
            double sum = 0;
            for (const auto &tile : layout.tiles) {
                sum += tile.rect.width() * tile.rect.height();
            }
            return sum / (1920.0 * 1080.0);
        };
        for (const int people : {1, 4, 9, 16, 25}) {
            QVERIFY2(area(layoutStage(numberedScene(people), kFullHd)) > 0.85, "space is wasted");
        }
        for (int people = 1; people <= 25; ++people) {
            QVERIFY2(area(layoutStage(numberedScene(people), kFullHd)) > 0.45, "space is wasted");
        }
    }

    void neighbours_standTwelvePixelsApart_inTheFile()
    {
        const auto layout = layoutStage(numberedScene(4), kFullHd);
        const auto &tiles = layout.tiles;
        QCOMPARE(tiles[1].rect.x() - tiles[0].rect.x() - tiles[0].rect.width(), 12);
        QCOMPARE(tiles[2].rect.y() - tiles[0].rect.y() - tiles[0].rect.height(), 12);
    }

    void sharedContent_isTheMainTile_forEveryNumberOfPeople()
    {
        for (int people = 0; people <= 25; ++people) {
            auto scene = numberedScene(people);
            scene.sharing = person(1);
            const auto layout = layoutStage(scene, kFullHd);
            QCOMPARE(layout.tiles.size(), static_cast<size_t>(people + 1));
            verifySound(layout);
            const auto &main = layout.tiles.front();
            QVERIFY(main.isMain && main.showsPicture);
            QCOMPARE(main.track, (TrackId{person(1), TrackKind::Screen}));
            QCOMPARE(main.fit, TileFit::Contain);
            QVERIFY(main.rect.height() >= 1080 * 3 / 4);
            verifySixteenToNine(main.rect);
            for (size_t i = 1; i < layout.tiles.size(); ++i) {
                const auto &tile = layout.tiles[i];
                QVERIFY(!tile.isMain);
                QCOMPARE(tile.track.kind, TrackKind::Camera);
                QVERIFY2(tile.rect.bottom() < main.rect.top(), "the strip is on top");
                QVERIFY2(tile.rect.bottom() <= 1080 / 5 + 2, "the strip is a fifth of the height");
                QVERIFY2(tile.rect.width() >= 100, "the strip's tiles can be seen");
            }
        }
    }

    void highlightedPerson_isTheMainTile_forEveryNumberOfPeople()
    {
        for (int people = 1; people <= 25; ++people) {
            auto scene = numberedScene(people);
            scene.highlighted = person(people);
            const auto layout = layoutStage(scene, kFullHd);
            QCOMPARE(layout.tiles.size(), static_cast<size_t>(people));
            verifySound(layout);
            QVERIFY(layout.tiles.front().isMain);
            QCOMPARE(layout.tiles.front().track, (TrackId{person(people), TrackKind::Camera}));
            QVERIFY(std::none_of(layout.tiles.begin() + 1, layout.tiles.end(),
                                 [](const auto &tile) { return tile.isMain; }));
        }
    }

    void sharedContent_winsOverHighlight()
    {
        auto scene = numberedScene(5);
        scene.sharing = person(2);
        scene.highlighted = person(3);
        const auto layout = layoutStage(scene, kFullHd);
        QCOMPARE(layout.tiles.size(), size_t{6});
        QCOMPARE(layout.tiles.front().track.kind, TrackKind::Screen);
    }

    void highlight_isIgnored_whenThePersonIsNotOnStage()
    {
        auto scene = numberedScene(3);
        scene.highlighted = person(9);
        QCOMPARE(layoutStage(scene, kFullHd), layoutStage(numberedScene(3), kFullHd));
    }

    void mostRecent25_areShown_whenThereAreMore()
    {
        const auto layout = layoutStage(numberedScene(31), kFullHd);
        QCOMPARE(layout.tiles.size(), size_t{25});
        verifySound(layout);
        QCOMPARE(layout.tiles.front().track.participant, person(7));
        QCOMPARE(layout.tiles.back().track.participant, person(31));
    }

    void highlightedPerson_isShown_alsoWhenOlderThanTheMostRecent25()
    {
        auto scene = numberedScene(31);
        scene.highlighted = person(2);
        const auto layout = layoutStage(scene, kFullHd);
        QCOMPARE(layout.tiles.size(), size_t{25});
        QCOMPARE(layout.tiles.front().track.participant, person(2));
        QCOMPARE(layout.tiles[1].track.participant, person(8));
    }

    void tile_saysCameraOff_whenTheSceneDoes()
    {
        auto scene = numberedScene(2);
        scene.people[1].camera = false;
        scene.people[1].fit = TileFit::Contain;
        const auto layout = layoutStage(scene, kFullHd);
        QVERIFY(layout.tiles[0].showsPicture);
        QVERIFY(!layout.tiles[1].showsPicture);
        QCOMPARE(layout.tiles[1].fit, TileFit::Contain);
    }

    void sourceRect_isTheLargestCentredPart_whenFilling_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("tile");
        QTest::addColumn<QRect>("part");
        QTest::newRow("same shape")
            << QSize(1280, 720) << QSize(640, 360) << QRect(0, 0, 1280, 720);
        QTest::newRow("4:3 into 16:9")
            << QSize(640, 480) << QSize(320, 180) << QRect(0, 60, 640, 360);
        QTest::newRow("upright phone")
            << QSize(720, 1280) << QSize(1600, 900) << QRect(0, 438, 720, 404);
        QTest::newRow("wide into square")
            << QSize(1280, 720) << QSize(200, 200) << QRect(280, 0, 720, 720);
        QTest::newRow("nothing") << QSize() << QSize(200, 200) << QRect(QPoint(0, 0), QSize());
    }
    void sourceRect_isTheLargestCentredPart_whenFilling()
    {
        QFETCH(QSize, picture);
        QFETCH(QSize, tile);
        QFETCH(QRect, part);
        QCOMPARE(sourceRect(picture, tile, TileFit::Fill), part);
        QCOMPARE(targetRect(picture, QRect({100, 50}, tile), TileFit::Fill),
                 QRect({100, 50}, tile));
    }

    void targetRect_keepsTheWholePicture_whenContaining()
    {
        const QRect tile(100, 50, 800, 450);
        QCOMPARE(sourceRect({640, 480}, tile.size(), TileFit::Contain), QRect(0, 0, 640, 480));
        QCOMPARE(targetRect({640, 480}, tile, TileFit::Contain), QRect(200, 50, 600, 450));
        QCOMPARE(targetRect({720, 1280}, tile, TileFit::Contain), QRect(374, 50, 252, 450));
        QCOMPARE(targetRect({1920, 540}, tile, TileFit::Contain), QRect(100, 162, 800, 224));
    }

    void rects_stayInsideAndEven_forOddSizes()
    {
        const QRect tile(102, 48, 322, 182);
        for (int width = 1; width < 1500; width += 97) {
            for (int height = 1; height < 1500; height += 89) {
                const QSize picture(width, height);
                const QRect part = sourceRect(picture, tile.size(), TileFit::Fill);
                QVERIFY(QRect(QPoint(0, 0), picture).contains(part));
                QVERIFY(part.x() % 2 == 0 && part.y() % 2 == 0);
                const QRect target = targetRect(picture, tile, TileFit::Contain);
                QVERIFY(tile.contains(target));
                QVERIFY(isEven(target));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestStageLayout)
#include "test_stage_layout.moc"
