#include "app/desktop/models/local_devices.h"
#include "tests/fake_clock.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const ParticipantId kSelf{u"self"_s};

/// Counts what comes between two ends of the track.
class CountingSink final : public RawTrackSink
{
public:
    void picture(const TrackId &, Picture) override {}
    void audio(const TrackId &, AudioBlock) override { ++blocks; }
    void rawTrackEnded(const TrackId &) override
    {
        blocks = 0;
        ++ends;
    }

    std::atomic<int> blocks = 0;
    std::atomic<int> ends = 0;
};

QString pulse(const QStringList &arguments)
{
    QProcess process;
    process.start(u"pactl"_s, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

/// The number of the module that makes the microphone `name`.
QString moduleOf(const QString &name)
{
    for (const QString &line : pulse({u"list"_s, u"short"_s, u"modules"_s}).split(u'\n')) {
        if (line.contains(u"source_name="_s + name)) {
            return line.section(u'\t', 0, 0);
        }
    }
    return {};
}

} // namespace

class TestLocalDevices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void microphone_isReplacedByTheNext_andLostWithTheLast()
    {
        if (qEnvironmentVariableIsEmpty("PROSCENIUM_TEST_PULSE")) {
            QSKIP("run by ctest as test_microphone_taken_out, with a PulseAudio of its own");
        }
        const FakeClock clock;
        CountingSink stage;
        CountingSink encoder;
        LocalDevices devices(clock, {stage, encoder});
        devices.setParticipant(kSelf);
        const QSignalSpy replaced(&devices, &LocalDevices::replaced);
        const QSignalSpy lost(&devices, &LocalDevices::lost);
        pulse({u"set-default-source"_s, u"mic"_s});
        pulse({u"load-module"_s, u"module-remap-source"_s, u"master=nul.monitor"_s,
               u"source_name=second"_s, u"source_properties=device.description=Second"_s});
        QVERIFY(devices.setMicrophone(true));
        QTRY_VERIFY_WITH_TIMEOUT(stage.blocks > 5, 15000);

        pulse({u"unload-module"_s, moduleOf(u"mic"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(replaced.count(), 1, 15000);
        QCOMPARE(replaced.first().at(1).toString(), u"Second"_s);
        QVERIFY(devices.microphoneOn());
        QVERIFY(!devices.microphoneProblem());
        QTRY_VERIFY_WITH_TIMEOUT(stage.blocks > 5 && encoder.blocks > 5, 15000);
        QCOMPARE(stage.ends.load(), 1);

        pulse({u"unload-module"_s, moduleOf(u"second"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, 15000);
        QCOMPARE(replaced.count(), 1);
        QVERIFY(!devices.microphoneOn());
        QVERIFY(devices.microphoneProblem());
        QCOMPARE(stage.ends.load(), 2);
    }
};

QTEST_MAIN(TestLocalDevices)
#include "test_local_devices.moc"
