#include "app/devices/camera_source.h"
#include "app/devices/device_list.h"
#include "app/devices/loudspeaker_sink.h"
#include "app/devices/microphone_source.h"
#include "app/devices/screen_source.h"

#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <mutex>
#include <numbers>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

class CollectingSink final : public RawTrackSink
{
public:
    void picture(const TrackId &, Picture picture) override
    {
        std::lock_guard lock(m_mutex);
        m_pictures.push_back(std::move(picture));
    }
    void audio(const TrackId &, AudioBlock block) override
    {
        std::lock_guard lock(m_mutex);
        for (const float sample : block.samples) {
            m_peak = std::max(m_peak, std::abs(sample));
        }
        m_blocks.push_back(block.time);
    }
    void rawTrackEnded(const TrackId &) override
    {
        std::lock_guard lock(m_mutex);
        ++m_ended;
    }

    std::vector<Picture> pictures() const
    {
        std::lock_guard lock(m_mutex);
        return m_pictures;
    }
    std::vector<MediaTime> blocks() const
    {
        std::lock_guard lock(m_mutex);
        return m_blocks;
    }
    float peak() const
    {
        std::lock_guard lock(m_mutex);
        return m_peak;
    }
    int ended() const
    {
        std::lock_guard lock(m_mutex);
        return m_ended;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Picture> m_pictures;
    std::vector<MediaTime> m_blocks;
    float m_peak = 0;
    int m_ended = 0;
};

/// 440 Hz at half of full scale.
class Tone final : public AudioPullSource
{
public:
    void pullAudio(std::span<float> stereo) override
    {
        for (size_t i = 0; i + 1 < stereo.size(); i += 2) {
            const double phase = 2 * std::numbers::pi * 440 * m_frame++ / AudioBlock::kSampleRate;
            stereo[i] = stereo[i + 1] = static_cast<float>(0.5 * std::sin(phase));
        }
    }

private:
    int m_frame = 0;
};

/// A child process that ends with the test.
struct Child
{
    ~Child()
    {
        if (process.state() != QProcess::NotRunning) {
            process.terminate();
            if (!process.waitForFinished(5000)) {
                process.kill();
                process.waitForFinished(5000);
            }
        }
    }
    QProcess process;
};

/// Starts an X server with an all-white screen of `size`; returns its display.
QString startXServer(Child &server, const QString &size)
{
    server.process.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, size + u"x24"_s,
                                     u"-nolisten"_s, u"tcp"_s, u"-wr"_s});
    QByteArray number;
    while (!number.endsWith('\n')) {
        if (!server.process.waitForReadyRead(20000)) {
            return {};
        }
        number += server.process.readAllStandardOutput();
    }
    return QLatin1Char(':') + QString::fromLatin1(number.trimmed());
}

const TrackId kTrack{ParticipantId{u"me"_s}, TrackKind::Screen};

} // namespace

class TestDeviceSources : public QObject
{
    Q_OBJECT

    std::unique_ptr<CollectingSink> m_sink;
    SystemClock m_clock;

    SourceTarget target() const { return {kTrack, *m_sink, m_clock}; }

    void grabsWhite(const QString &screen, QSize expected)
    {
        if (QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty()) {
            QSKIP("Xvfb is not installed");
        }
        Child server;
        const QString display = startXServer(server, screen);
        QVERIFY(!display.isEmpty());
        ScreenOptions options;
        options.input = {"x11grab", display.toLatin1(), {{"draw_mouse", "1"}}};
        auto source = ScreenSource::create(target(), options);
        QVERIFY2(source, qPrintable(source ? QString() : source.error().detail));
        QSignalSpy failed(source->get(), &ScreenSource::failed);
        QTRY_VERIFY(m_sink->pictures().size() >= 5);
        const auto pictures = m_sink->pictures();
        for (size_t i = 1; i < pictures.size(); ++i) {
            QVERIFY(pictures[i].time > pictures[i - 1].time);
        }
        const PictureBuffer &picture = *pictures.back().buffer;
        QCOMPARE(picture.size, expected);
        // A corner away from the pointer, which is in the middle: white.
        QVERIFY(picture.planes[0][10 * picture.strides[0] + 10] > 230);
        QVERIFY(std::abs(picture.planes[1][5 * picture.strides[1] + 5] - 128) < 3);
        QVERIFY(std::abs(picture.planes[2][5 * picture.strides[2] + 5] - 128) < 3);

        server.process.terminate();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::DeviceMissing);
        QCOMPARE(m_sink->ended(), 0);
        source->reset();
        QCOMPARE(m_sink->ended(), 1);
    }

private Q_SLOTS:
    void init() { m_sink = std::make_unique<CollectingSink>(); }

    void create_isDeviceMissing_whenThereIsNoSuchDevice()
    {
        const QString none = u"no-such-device"_s;
        const auto camera = CameraSource::create(target(), none);
        QVERIFY(!camera);
        QCOMPARE(camera.error().code, ErrorCode::DeviceMissing);
        const auto microphone = MicrophoneSource::create(target(), none);
        QVERIFY(!microphone);
        QCOMPARE(microphone.error().code, ErrorCode::DeviceMissing);
        Tone tone;
        const auto speaker = LoudspeakerSink::create(tone, none);
        QVERIFY(!speaker);
        QCOMPARE(speaker.error().code, ErrorCode::DeviceMissing);
    }

    void create_isDeviceMissing_whenTheListIsEmpty()
    {
        const DeviceList devices;
        if (devices.cameras().empty()) {
            QCOMPARE(CameraSource::create(target()).error().code, ErrorCode::DeviceMissing);
        }
        if (devices.microphones().empty()) {
            QCOMPARE(MicrophoneSource::create(target()).error().code, ErrorCode::DeviceMissing);
        }
        if (devices.speakers().empty()) {
            Tone tone;
            QCOMPARE(LoudspeakerSink::create(tone).error().code, ErrorCode::DeviceMissing);
        }
    }

    void screen_isDeviceMissing_whenThereIsNoDisplay()
    {
        ScreenOptions options;
        options.input = {"x11grab", ":59999", {}};
        const auto source = ScreenSource::create(target(), options);
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::DeviceMissing);
    }

    void screen_givesItsPictures_whenItIsSmall() { grabsWhite(u"800x601"_s, QSize(800, 600)); }

    void screen_isScaledDown_whenItIsLarge() { grabsWhite(u"2560x1600"_s, QSize(1728, 1080)); }

    void screen_isDecoded_whenItsPicturesAreBitmapFiles()
    {
        // As gdigrab sends them on Windows.
        QTemporaryDir folder;
        const QString file = folder.filePath(u"screen.bmp"_s);
        QImage image(640, 361, QImage::Format_RGB32);
        image.fill(Qt::red);
        QVERIFY(image.save(file));
        ScreenOptions options;
        options.input = {"image2", file.toLocal8Bit(), {{"loop", "1"}}};
        const auto source = ScreenSource::create(target(), options);
        QVERIFY2(source, qPrintable(source ? QString() : source.error().detail));
        QTRY_VERIFY(m_sink->pictures().size() >= 2);
        const PictureBuffer &picture = *m_sink->pictures().back().buffer;
        QCOMPARE(picture.size, QSize(640, 360));
        // Red of BT.601, in the range of video.
        QVERIFY(std::abs(picture.planes[0][0] - 82) < 3);
        QVERIFY(std::abs(picture.planes[1][0] - 90) < 3);
        QVERIFY(std::abs(picture.planes[2][0] - 240) < 3);
    }

    void microphone_hearsTheLoudspeaker_throughPulseAudio()
    {
        const DeviceList devices;
        if (qEnvironmentVariableIsEmpty("PROSCENIUM_TEST_PULSE")) {
            QSKIP("run by ctest as test_device_sound, with a PulseAudio of its own");
        }
        QVERIFY(!devices.microphones().empty());
        QVERIFY(!devices.speakers().empty());
        Tone tone;
        auto speaker = LoudspeakerSink::create(tone);
        QVERIFY(speaker);
        auto microphone = MicrophoneSource::create(target());
        QVERIFY(microphone);
        QTRY_VERIFY_WITH_TIMEOUT(m_sink->peak() > 0.4F, 15000);
        const size_t before = m_sink->blocks().size();
        QTRY_VERIFY_WITH_TIMEOUT(m_sink->blocks().size() > before + 50, 10000);
        QVERIFY(m_sink->peak() < 0.6F);
        const auto blocks = m_sink->blocks();
        for (size_t i = before + 1; i < blocks.size(); ++i) {
            QVERIFY(blocks[i] > blocks[i - 1]);
        }
        microphone->reset();
        QCOMPARE(m_sink->ended(), 1);
    }
};

QTEST_MAIN(TestDeviceSources)
#include "test_device_sources.moc"
