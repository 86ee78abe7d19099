#include "app/media/compose/tile_store.h"
#include "tests/fake_clock.h"
#include "tests/media/virtual_person.h"
#include "tests/stage/scenes.h"

#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(640, 360);
constexpr MediaTime kFrame = 33ms;
const ParticipantId kAnna{u"anna"_s};
const TrackId kScreen{kAnna, TrackKind::Screen};
const TrackId kMicrophone{kAnna, TrackKind::Microphone};

/// A store with its clock, and helpers for the test.
struct Stage
{
    FakeClock clock;
    TileStore store{clock};

    void set(const StageScene &scene) { store.setLayout(layoutStage(scene, kSize), clock.now()); }
    void share()
    {
        auto scene = sceneOf({kAnna}, true);
        scene.sharing = kAnna;
        set(scene);
    }
    void shareNothing() { set(sceneOf({kAnna}, true)); }
    void show(const TrackId &track, int luma)
    {
        auto picture = greyPicture({320, 180}, luma);
        picture.time = clock.now();
        store.onPicture(track, picture);
    }
    /// The luma of the shared screen in the recording at `moment`; nothing if there is no picture.
    [[nodiscard]] std::optional<int> lumaAt(MediaTime moment) const
    {
        auto scene = sceneOf({kAnna}, true);
        scene.sharing = kAnna;
        const auto layout = layoutStage(scene, kSize);
        const auto tile = std::find_if(layout.tiles.begin(), layout.tiles.end(),
                                       [](const auto &one) { return one.track == kScreen; });
        const auto picture = store.pictureAt(*tile, moment);
        return picture.isNull() ? std::nullopt : std::optional<int>(picture.buffer->planes[0][0]);
    }
    /// Whether anything is shown at any moment of the last 0.4 s.
    [[nodiscard]] bool showedSomething() const
    {
        for (auto moment = clock.now() - 400ms; moment < clock.now(); moment += kFrame) {
            if (lumaAt(moment)) {
                return true;
            }
        }
        return false;
    }
    void hear(MediaTime time)
    {
        store.onAudio(kMicrophone, {1, std::vector<float>(960, 0.5F), time});
    }
};

} // namespace

class TestTileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondShare_neverShowsTheFirst_data()
    {
        QTest::addColumn<bool>("endsBeforeItsTile");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("later, connection first") << true << 10'000;
        QTest::newRow("later, tile first") << false << 10'000;
        QTest::newRow("soon, connection first") << true << 1000;
        QTest::newRow("soon, tile first") << false << 1000;
    }

    void secondShare_neverShowsTheFirst()
    {
        QFETCH(bool, endsBeforeItsTile);
        QFETCH(int, milliseconds);
        Stage stage;
        stage.share();
        stage.show(kScreen, 200);
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(200));
        if (endsBeforeItsTile) {
            stage.store.onEnd(kScreen);
            stage.shareNothing();
        } else {
            stage.shareNothing();
            stage.store.onEnd(kScreen);
        }
        stage.clock.advance(std::chrono::milliseconds(milliseconds));
        stage.share();
        QVERIFY(!stage.lumaAt(stage.clock.now()));
        stage.clock.advance(100ms);
        stage.show(kScreen, 60);
        QVERIFY(!stage.showedSomething());
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(60));
    }

    void trackThatReconnects_keepsItsPicture_forThreeSecondsOnly()
    {
        Stage stage;
        stage.share();
        stage.show(kScreen, 200);
        stage.store.onEnd(kScreen);
        stage.clock.advance(2s);
        stage.show(kScreen, 210);
        QCOMPARE(stage.lumaAt(stage.clock.now() - 100ms), std::optional(200));
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(210));
        stage.store.onEnd(kScreen);
        stage.clock.advance(5s);
        stage.show(kScreen, 220);
        QVERIFY(!stage.showedSomething());
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(220));
    }

    void leavingTile_showsItsPicture_untilItIsGone()
    {
        Stage stage;
        stage.share();
        stage.show(kScreen, 200);
        stage.shareNothing();
        stage.store.onEnd(kScreen);
        QCOMPARE(stage.lumaAt(stage.clock.now() + 150ms), std::optional(200));
        QVERIFY(!stage.lumaAt(stage.clock.now() + 250ms));
    }

    void pictureThatCameWhileItBegan_standsThereFromTheFirstMomentOn()
    {
        Stage stage;
        stage.share();
        const auto start = stage.clock.now();
        stage.clock.advance(5ms);
        stage.show(kScreen, 200);
        auto latest = greyPicture({320, 180}, 200);
        latest.time = stage.clock.now();
        stage.store.seed(kScreen, latest, start);
        QCOMPARE(stage.lumaAt(start), std::optional(200));
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(200));
    }

    void oldestPicture_isShown_whenComposingIsLate()
    {
        Stage stage;
        stage.share();
        const auto start = stage.clock.now();
        for (int i = 0; i < 100; ++i) {
            stage.show(kScreen, 100 + i);
            stage.clock.advance(kFrame);
        }
        const auto shown = stage.lumaAt(start);
        QVERIFY(shown && *shown > 170 && *shown < 185);
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(199));
    }

    void slideThatStands_comesBack_afterAnotherShare()
    {
        Stage stage;
        stage.share();
        stage.show(kScreen, 200);
        stage.shareNothing();
        stage.clock.advance(60s);
        stage.store.passed(stage.clock.now() - 400ms);
        stage.share();
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(200));
    }

    void slideChangedMeanwhile_isNotShownOld_whenItComesBack()
    {
        Stage stage;
        stage.share();
        stage.show(kScreen, 200);
        stage.shareNothing();
        stage.clock.advance(10s);
        stage.show(kScreen, 100);
        stage.clock.advance(10s);
        stage.share();
        QCOMPARE(stage.lumaAt(stage.clock.now()), std::optional(100));
        stage.clock.advance(100ms);
        stage.show(kScreen, 60);
        QVERIFY(!stage.showedSomething());
    }

    void peopleWhoLeft_areForgotten()
    {
        Stage stage;
        for (int i = 0; i < 100; ++i) {
            const ParticipantId guest{u"guest%1"_s.arg(i)};
            const TrackId camera{guest, TrackKind::Camera};
            stage.set(sceneOf({kAnna, guest}, true));
            for (int picture = 0; picture < 20; ++picture) {
                stage.show(camera, 100);
                stage.clock.advance(kFrame);
            }
            // Half of them lose their connection first.
            if (i % 2 == 0) {
                stage.store.onEnd(camera);
                stage.clock.advance(5s);
            }
            stage.set(sceneOf({kAnna}, true));
            stage.store.onEnd(camera);
            stage.clock.advance(1s);
            stage.store.passed(stage.clock.now() - 400ms);
            QCOMPARE(stage.store.tracks(), size_t{0});
        }
    }

    void soundNobodyTakes_isKeptForAMinute_andTheRestIsCounted()
    {
        Stage stage;
        for (int i = 0; i < 100 * 50; ++i) {
            stage.hear(stage.clock.now());
            stage.clock.advance(20ms);
        }
        const auto taken = stage.store.takeAudio(stage.clock.now());
        QVERIFY2(std::abs(static_cast<int>(taken.size()) - 60 * 50) < 3,
                 qPrintable(QString::number(taken.size())));
        QVERIFY(taken.back().second.time > stage.clock.now() - 50ms);
        const auto lost = stage.store.lostFrames();
        QCOMPARE(lost.at(kMicrophone), (100 * 50 - static_cast<int64_t>(taken.size())) * 960);
    }

    void soundOfLater_waits()
    {
        Stage stage;
        const auto start = stage.clock.now();
        for (int i = 0; i < 50; ++i) {
            stage.hear(stage.clock.now());
            stage.clock.advance(20ms);
        }
        QCOMPARE(stage.store.takeAudio(start + 390ms).size(), size_t{20});
        QCOMPARE(stage.store.takeAudio(start + 2s).size(), size_t{30});
        QVERIFY(stage.store.lostFrames().empty());
    }

    void soundStampedFarAhead_isLeftOut_andDoesNotHoldUpTheRest()
    {
        Stage stage;
        stage.hear(stage.clock.now() + 1h);
        stage.hear(stage.clock.now());
        QCOMPARE(stage.store.takeAudio(stage.clock.now()).size(), size_t{1});
        QCOMPARE(stage.store.lostFrames().at(kMicrophone), int64_t{960});
    }
};

QTEST_APPLESS_MAIN(TestTileStore)
#include "test_tile_store.moc"
