#include "app/media/encode/picture_queue.h"
#include "tests/fake_clock.h"
#include "tests/media/virtual_clock.h"
#include "tests/media/virtual_person.h"

#include <QTest>

#include <thread>

using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;
using Pushed = PictureQueue::Pushed;

namespace {

Picture picture()
{
    return greyPicture({16, 16}, 100);
}

} // namespace

class TestPictureQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differentPictures_areFew()
    {
        const FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        for (int64_t frame = 0; frame < 4; ++frame) {
            QCOMPARE(queue.push({picture(), frame, false}, {&clock, 0s}), Pushed::Yes);
        }
        QCOMPARE(queue.push({picture(), 4, false}, {&clock, 0s}), Pushed::NoRoom);
        QCOMPARE(queue.pop()->frame, 0);
        QCOMPARE(queue.push({picture(), 4, false}, {&clock, 0s}), Pushed::Yes);
        QCOMPARE(queue.size(), size_t{4});
    }

    void samePicture_waitsForASecond_andNoLonger()
    {
        const FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        const auto same = picture();
        for (int64_t frame = 0; frame < 100; ++frame) {
            QCOMPARE(queue.push({same, frame, frame == 3}, {&clock, 0s}), Pushed::Yes);
        }
        QCOMPARE(queue.size(), size_t{30});
        QCOMPARE(queue.behind(), MediaTime(29'000'000'000 / 30));
        // The evicted picture was to be a key frame: the next one becomes it.
        const auto first = queue.pop();
        QCOMPARE(first->frame, 70);
        auto keys = first->key ? 1 : 0;
        for (int64_t frame = 71; frame < 100; ++frame) {
            const auto item = queue.pop();
            QCOMPARE(item->frame, frame);
            keys += item->key ? 1 : 0;
        }
        QCOMPARE(keys, 1);
    }

    void newPicture_hasNoRoom_untilTheEncoderHasCaughtUp()
    {
        const FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        const auto same = picture();
        for (int64_t frame = 0; frame < 15; ++frame) {
            QCOMPARE(queue.push({same, frame, false}, {&clock, 0s}), Pushed::Yes);
        }
        QCOMPARE(queue.push({picture(), 15, false}, {&clock, 0s}), Pushed::NoRoom);
        QCOMPARE(queue.push({same, 15, false}, {&clock, 0s}), Pushed::Yes);
        static_cast<void>(queue.pop());
        static_cast<void>(queue.pop());
        QCOMPARE(queue.push({picture(), 16, false}, {&clock, 0s}), Pushed::Yes);
    }

    void different_isCountedAnew_whenPicturesComeInTurns()
    {
        const FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        const auto a = picture();
        const auto b = picture();
        int64_t frame = 0;
        for (const auto &next : {a, a, b, b, a, b}) {
            QCOMPARE(queue.push({next, frame++, false}, {&clock, 0s}), Pushed::Yes);
        }
        QCOMPARE(queue.push({a, frame, false}, {&clock, 0s}), Pushed::NoRoom);
        QCOMPARE(queue.push({b, frame, false}, {&clock, 0s}), Pushed::Yes);
        static_cast<void>(queue.pop());
        QCOMPARE(queue.push({a, ++frame, false}, {&clock, 0s}), Pushed::NoRoom);
        static_cast<void>(queue.pop());
        QCOMPARE(queue.push({a, ++frame, false}, {&clock, 0s}), Pushed::Yes);
    }

    void push_waits_untilThereIsRoomOrItsTimeIsOver()
    {
        FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        for (int64_t frame = 0; frame < 4; ++frame) {
            QCOMPARE(queue.push({picture(), frame, false}, {}), Pushed::Yes);
        }
        std::atomic<bool> isPushed{false};
        std::thread waits([&] {
            if (queue.push({picture(), 4, false}, {&clock, 1s}) == Pushed::Yes) {
                isPushed = true;
            }
        });
        static_cast<void>(queue.pop());
        waits.join();
        QVERIFY(isPushed);

        Pushed late = Pushed::Yes;
        std::thread waitsToo([&] { late = queue.push({picture(), 5, false}, {&clock, 1s}); });
        clock.setNow(1s);
        waitsToo.join();
        QCOMPARE(late, Pushed::NoRoom);
    }

    void keyFrame_isNotLost_whenWhatMadeRoomWasOneAndTheNewPictureIsRefused()
    {
        const FakeClock clock{MediaTime{0}};
        PictureQueue queue;
        const auto a = picture();
        QCOMPARE(queue.push({a, 0, true}, {&clock, 0s}), Pushed::Yes);
        QCOMPARE(queue.push({a, 1, false}, {&clock, 0s}), Pushed::Yes);
        for (int64_t frame = 2; frame < 5; ++frame) {
            QCOMPARE(queue.push({picture(), frame, false}, {&clock, 0s}), Pushed::Yes);
        }
        QCOMPARE(queue.push({picture(), 30, false}, {&clock, 0s}), Pushed::NoRoom);
        const auto first = queue.pop();
        QCOMPARE(first->frame, 1);
        QVERIFY(first->key);
    }

    void close_endsWaiting_andLeavesWhatIsThere()
    {
        PictureQueue queue;
        for (int64_t frame = 0; frame < 4; ++frame) {
            QCOMPARE(queue.push({picture(), frame, false}, {}), Pushed::Yes);
        }
        Pushed pushed = Pushed::Yes;
        std::thread waits([&] { pushed = queue.push({picture(), 4, false}, {}); });
        queue.close();
        waits.join();
        QCOMPARE(pushed, Pushed::Closed);
        for (int64_t frame = 0; frame < 4; ++frame) {
            QCOMPARE(queue.pop()->frame, frame);
        }
        QVERIFY(!queue.pop());
    }
};

QTEST_APPLESS_MAIN(TestPictureQueue)
#include "test_picture_queue.moc"
