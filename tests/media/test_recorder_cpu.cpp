#include "app/media/recorder_cpu.h"

#include <QElapsedTimer>
#include <QTest>

#include <ctime>
#include <thread>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

MediaTime threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Calculates until the thread has taken so much.
void burn(MediaTime time)
{
    const auto end = threadTime() + time;
    while (threadTime() < end) {
    }
}

bool near(MediaTime a, MediaTime b)
{
    return std::chrono::abs(a - b) <= 30ms; // it counts in 10 ms
}

} // namespace

class TestRecorderCpu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_tellsWhatNamedThreadsTook_alsoWhenTheyHaveEnded();
};

void TestRecorderCpu::read_tellsWhatNamedThreadsTook_alsoWhenTheyHaveEnded()
{
    RecorderCpu cpu;
    const auto before = cpu.read();
    if (!before) {
        QSKIP("this system does not tell");
    }
    QVERIFY(near(before->composing, {}) && near(before->encoding, {}));

    std::optional<RecorderCpuTime> during;
    std::thread composing([&] {
        const RecorderThreadName name(RecorderThread::Composing);
        // Threads that an encoder starts have its name.
        std::thread encoding([&] {
            const RecorderThreadName own(RecorderThread::Encoding);
            std::thread inner([] { burn(100ms); });
            inner.join();
            burn(100ms);
            std::thread reader([&] {
                burn(50ms);
                cpu.threadsChanged();
                during = cpu.read();
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
    // The inner thread had ended before anybody looked.
    QVERIFY2(near(during->encoding, 150ms), qPrintable(QString::number(during->encoding.count())));
    const auto after = cpu.read();
    QVERIFY(after->encoding >= during->encoding && after->composing >= during->composing);
}

QTEST_GUILESS_MAIN(TestRecorderCpu)
#include "test_recorder_cpu.moc"
