#include "app/media/encode/encoder_probe.h"
#include "app/media/load/decoding_load.h"
#include "app/media/record/recording_file.h"
#include "tests/media/encode/fake_encoders.h"
#include "tests/media/moving_bar.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize{160, 90};
constexpr int kPerSecond = 30;

/// A recording that is fed by hand; the fake CPU clock says that it costs almost nothing.
class Recording
{
public:
    explicit Recording(EncoderProbe &probe, const EncodingSettings &settings = {})
    {
        RecordingFile::Options options;
        options.folder = m_folder.path();
        options.fileName = u"a.mp4"_s;
        options.size = kSize;
        options.disk = &m_disk;
        options.encoding = settings;
        options.encoders = &probe;
        options.cpu = [this] {
            m_cpu += 10ms;
            return RecorderCpuTime{{}, m_cpu};
        };
        options.tracks = &load;
        file = RecordingFile::create(std::move(options)).value_or(nullptr);
    }

    /// Adds one frame that is late by `late`; returns the state after it.
    EncodingState add(std::chrono::milliseconds late = {})
    {
        file->reportLateness(late);
        const bool added = file->addPicture(makePicture(m_frame, kSize), m_frame) &&
                           file->addAudio(makeTone(m_frame));
        ++m_frame;
        // The state must reflect this frame.
        while (added && (file->queued() > 0 || file->framesEncoded() < m_frame)) {
            std::this_thread::yield();
        }
        return file->encoding();
    }

    DecodingLoad load;
    std::unique_ptr<RecordingFile> file;

private:
    QTemporaryDir m_folder;
    SystemFileLayer m_disk;
    /// CPU time of the encoding thread.
    MediaTime m_cpu{};
    int64_t m_frame = 0;
};

EncodingSettings fixedPreset()
{
    return {u"x264"_s, u"veryfast"_s, 50};
}

} // namespace

class TestEncodingGovernor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layers_areLowered_whileReceivedPicturesWait()
    {
        EncoderProbe probe(catalogueCandidates(), kSize);
        Recording recording(probe, fixedPreset());
        QVERIFY(recording.file);
        int lowered = -1;
        EncodingState state;
        for (int frame = 0; frame < 8 * kPerSecond; ++frame) {
            recording.load.waited(frame % 10 == 0 ? 900ms : 350ms);
            state = recording.add();
            lowered = lowered < 0 && state.layerReduction > 0 ? frame : lowered;
        }
        QVERIFY2(lowered > 2 * kPerSecond && lowered < 4 * kPerSecond,
                 qPrintable(QString::number(lowered)));
        QCOMPARE(state.layerReduction, 2);
        QCOMPARE(state.waited, 900ms);
        QVERIFY(state.overloaded);
    }

    void skipped_countsOnlyThisRecording()
    {
        EncoderProbe probe(catalogueCandidates(), kSize);
        Recording recording(probe, fixedPreset());
        QVERIFY(recording.file);
        recording.load.skipped();
        recording.add();
        recording.load.skipped();
        QCOMPARE(recording.add().skipped, 2);

        RecordingFile::Options options;
        SystemFileLayer disk;
        QTemporaryDir folder;
        options.folder = folder.path();
        options.fileName = u"b.mp4"_s;
        options.size = kSize;
        options.disk = &disk;
        options.encoders = &probe;
        options.tracks = &recording.load;
        const auto second = RecordingFile::create(std::move(options));
        QVERIFY(second);
        QCOMPARE((*second)->encoding().skipped, 0);
    }

    void cpu_includesScaling()
    {
        EncoderProbe probe(catalogueCandidates(), kSize);
        Recording recording(probe, fixedPreset());
        QVERIFY(recording.file);
        const auto processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        EncodingState state;
        for (int frame = 0; frame < 4 * kPerSecond; ++frame) {
            recording.load.scaled(std::chrono::milliseconds(10 * processors));
            state = recording.add();
        }
        QVERIFY2(std::abs(state.cpuPercent - 30) <= 2,
                 qPrintable(QString::number(state.cpuPercent)));
    }

    void preset_isTheEncoders_whenItRefusesAnother()
    {
        // Given an encoder that no longer opens with a cheaper preset
        std::atomic<bool> refuses{false};
        std::atomic<int> refused{0};
        auto x264 = candidateOf(x264Entry());
        x264.open = [&](const VideoSettings &settings) -> Result<std::unique_ptr<VideoEncoder>> {
            if (refuses && (settings.preset == "superfast" || settings.preset == "ultrafast")) {
                ++refused;
                return prosc::fail(ErrorCode::MediaFailed, u"injected"_s);
            }
            return openVideoEncoder(x264Entry(), settings);
        };
        EncoderProbe probe({x264}, kSize);
        Recording recording(probe);
        QVERIFY(recording.file);
        QCOMPARE(recording.file->encoding().encoder, u"x264 veryfast"_s);
        refuses = true;

        // When it stays late, only the layers can be reduced.
        EncodingState state;
        for (int frame = 0; frame < 10 * kPerSecond; ++frame) {
            state = recording.add(200ms);
        }
        QCOMPARE(state.encoder, u"x264 veryfast"_s);
        QCOMPARE(state.layerReduction, 2);
        QCOMPARE(refused.load(), 1);

        // And when it recovers, the preset continues from the one actually in use.
        QStringList names;
        for (int frame = 0; frame < 60 * kPerSecond && names.size() < 2; ++frame) {
            state = recording.add();
            if (names.isEmpty() || names.last() != state.encoder) {
                names.append(state.encoder);
            }
        }
        QCOMPARE(names.join(QLatin1Char(',')), u"x264 veryfast,x264 faster"_s);
    }
};

QTEST_GUILESS_MAIN(TestEncodingGovernor)
#include "test_encoding_governor.moc"
