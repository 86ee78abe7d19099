#include "app/media/load/recorder_cpu.h"

#include <QTest>

#include <thread>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

/// Burns this much CPU time on the calling thread.
void burn(MediaTime time)
{
    const auto end = threadCpuTime() + time;
    while (threadCpuTime() < end) {
    }
}

bool near(MediaTime a, MediaTime b)
{
    return std::chrono::abs(a - b) <= 30ms; // the clock's resolution is 10 ms
}

} // namespace

class TestRecorderCpu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_tellsWhatNamedThreadsTook_alsoWhenTheyHaveEnded();
    void machineTime_tellsHowBusyAllProcessorsAre();
};

void TestRecorderCpu::read_tellsWhatNamedThreadsTook_alsoWhenTheyHaveEnded()
{
    RecorderCpu cpu;
    const auto before = cpu.read({});
    QVERIFY(near(before.composing, {}) && near(before.encoding, {}));

    std::optional<RecorderCpuTime> during;
    std::thread composing([&] {
        const RecorderThreadName name(RecorderThread::Composing);
        // Threads started by an encoder inherit its thread's name.
        std::thread encoding([&] {
            const RecorderThreadName own(RecorderThread::Encoding);
            std::thread inner([] { burn(100ms); });
            inner.join();
            burn(100ms);
            std::thread reader([&] {
                burn(50ms);
                cpu.threadsChanged();
                during = cpu.read({});
            });
            reader.join();
        });
        encoding.join();
        burn(150ms);
    });
    std::thread stranger([] { burn(100ms); });
    composing.join();
    stranger.join();
    QVERIFY(during);
    // The inner thread ended before any reading, so it is not counted.
    QVERIFY2(near(during->encoding, 150ms), qPrintable(QString::number(during->encoding.count())));
    const auto after = cpu.read({});
    QVERIFY(after.encoding >= during->encoding && after.composing >= during->composing);
}

void TestRecorderCpu::machineTime_tellsHowBusyAllProcessorsAre()
{
    const auto before = machineTime();
    if (!before) {
        QSKIP("this system does not tell");
    }
    burn(300ms);
    const auto after = machineTime();
    QVERIFY(after);
    const auto busy = after->busy - before->busy;
    const auto all = after->all - before->all;
    // A tick is 1/100 s, per processor.
    QVERIFY2(busy >= 20 && busy <= all, qPrintable(QString::number(busy)));
    QVERIFY2(all >= 25 * static_cast<int>(std::max(1U, std::thread::hardware_concurrency())),
             qPrintable(QString::number(all)));
}

QTEST_GUILESS_MAIN(TestRecorderCpu)
#include "test_recorder_cpu.moc"
