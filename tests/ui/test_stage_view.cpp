#include "app/stage/stage_transition.h"
#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"
#include "ui/stage/stage_view.h"

#include <QProxyStyle>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// A style with animations disabled.
class StillStyle : public QProxyStyle
{
public:
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_Widget_Animation_Duration
                   ? 0
                   : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

constexpr auto kHalfWay = StageTransition::kLength / 2;

} // namespace

class TestStageView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tiles_stand_whenTheStageIsNew();
    void tiles_move_whenSomebodyComes();
    void tiles_jump_whereAnimationsAreOff();
    void tiles_jump_whenTheWindowIsResized();
    void size_isTold_onceItHasSettled();

private:
    /// The current position of `person`'s tile.
    [[nodiscard]] QRect tile(const char *person)
    {
        m_stage->grab(); // paints
        QRect rect;
        for (int y = 0; y < m_stage->height(); y += 2) {
            for (int x = 0; x < m_stage->width(); x += 2) {
                const StageTile *found = m_stage->tileAt({x, y});
                if (found != nullptr && found->track.participant.value == QLatin1String(person)) {
                    return found->rect;
                }
            }
        }
        return rect;
    }
    void join(const char *person)
    {
        m_room.model.current.scene.people.push_back(
            {ParticipantId{QString::fromLatin1(person)}, false, TileFit::Fill, false});
        m_room.model.snapshot();
    }

    FakeClock m_clock;
    FakeRoom m_room;
    std::unique_ptr<StageView> m_stage;
};

void TestStageView::init()
{
    fillRoom(m_room, {u"Dana"_s});
    m_stage = std::make_unique<StageView>(m_room.model, m_clock);
    m_stage->resize(1280, 720);
    m_stage->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_stage.get()));
}

void TestStageView::cleanup()
{
    m_stage.reset();
}

void TestStageView::tiles_stand_whenTheStageIsNew()
{
    QCOMPARE(tile("p1"), layoutStage(m_room.model.current.scene, {1280, 720}).tiles[0].rect);
}

void TestStageView::tiles_move_whenSomebodyComes()
{
    const QRect alone = tile("p1");
    join("p2");
    QCOMPARE(tile("p1"), alone);
    const QRect target = layoutStage(m_room.model.current.scene, {1280, 720}).tiles[0].rect;
    QVERIFY(target.width() < alone.width());
    m_clock.advance(kHalfWay);
    const QRect between = tile("p1");
    QVERIFY(between.width() < alone.width());
    QVERIFY(between.width() > target.width());
    QVERIFY(!tile("p2").isEmpty());
    m_clock.advance(kHalfWay);
    QCOMPARE(tile("p1"), target);
    // The person who leaves shrinks away, and the other one takes the place.
    m_room.model.current.scene.people.pop_back();
    m_room.model.snapshot();
    QVERIFY(!tile("p2").isEmpty());
    m_clock.advance(StageTransition::kLength);
    QVERIFY(tile("p2").isEmpty());
    QCOMPARE(tile("p1"), alone);
}

void TestStageView::tiles_jump_whereAnimationsAreOff()
{
    StillStyle still;
    m_stage->setStyle(&still);
    const QRect alone = tile("p1");
    join("p2");
    QCOMPARE(tile("p1"), layoutStage(m_room.model.current.scene, {1280, 720}).tiles[0].rect);
    QVERIFY(tile("p1") != alone);
    m_stage.reset(); // must go before its style
}

void TestStageView::tiles_jump_whenTheWindowIsResized()
{
    QVERIFY(!tile("p1").isEmpty());
    m_stage->resize(640, 360);
    QCOMPARE(tile("p1"), layoutStage(m_room.model.current.scene, {640, 360}).tiles[0].rect);
}

void TestStageView::size_isTold_onceItHasSettled()
{
    m_stage.reset();
    RoomWindow window(m_room.models(), m_clock);
    window.resize(1000, 700);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QTRY_COMPARE(m_room.model.stageSizes.size(), size_t(1));
    for (int width = 1010; width <= 1200; width += 10) {
        window.resize(width, 800);
        QCoreApplication::processEvents();
    }
    const auto *stage = window.findChild<StageView *>(u"stageView"_s);
    const qreal ratio = stage->devicePixelRatioF();
    const QSize drawn(static_cast<int>(stage->width() * ratio) / 2 * 2,
                      static_cast<int>(stage->height() * ratio) / 2 * 2);
    QTRY_COMPARE(m_room.model.stageSizes.back(), drawn);
    QVERIFY(m_room.model.stageSizes.size() < 10);
    window.hide();
    QTRY_VERIFY(m_room.model.stageSizes.back().isEmpty());
    window.show();
    QTRY_COMPARE(m_room.model.stageSizes.back(), drawn);
}

QTEST_MAIN(TestStageView)
#include "test_stage_view.moc"
