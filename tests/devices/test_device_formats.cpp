#include "app/devices/audio_format.h"
#include "app/devices/block_stamper.h"
#include "app/devices/screen_input.h"
#include "app/devices/video_frame_picture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

constexpr int kY = 150;
constexpr int kU = 60;
constexpr int kV = 200;

QVideoFrame frameOf(QSize size, QVideoFrameFormat::PixelFormat pixels)
{
    QVideoFrame frame(QVideoFrameFormat(size, pixels));
    if (!frame.map(QVideoFrame::WriteOnly)) {
        return {};
    }
    return frame;
}

void fill(QVideoFrame &frame, int plane, std::initializer_list<int> pattern)
{
    for (int i = 0; i < frame.mappedBytes(plane); ++i) {
        const auto at = static_cast<size_t>(i) % pattern.size();
        frame.bits(plane)[i] = static_cast<uchar>(pattern.begin()[at]);
    }
}

bool isFilledWith(const Picture &picture, std::array<int, 3> wanted, int tolerance = 0)
{
    for (size_t plane = 0; plane < 3; ++plane) {
        const int half = plane == 0 ? 1 : 2;
        for (int y = 0; y < picture.size().height() / half; ++y) {
            for (int x = 0; x < picture.size().width() / half; ++x) {
                const int value =
                    picture.buffer->planes[plane][y * picture.buffer->strides[plane] + x];
                if (std::abs(value - wanted[plane]) > tolerance) {
                    return false;
                }
            }
        }
    }
    return true;
}

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> entries)
{
    QProcessEnvironment result;
    for (const auto &[name, value] : entries) {
        result.insert(name, value);
    }
    return result;
}

} // namespace

class TestDeviceFormats : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void toPicture_keepsTheColours_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("I420") << static_cast<int>(QVideoFrameFormat::Format_YUV420P);
        QTest::newRow("YV12") << static_cast<int>(QVideoFrameFormat::Format_YV12);
        QTest::newRow("NV12") << static_cast<int>(QVideoFrameFormat::Format_NV12);
        QTest::newRow("NV21") << static_cast<int>(QVideoFrameFormat::Format_NV21);
        QTest::newRow("YUYV") << static_cast<int>(QVideoFrameFormat::Format_YUYV);
        QTest::newRow("UYVY") << static_cast<int>(QVideoFrameFormat::Format_UYVY);
    }
    void toPicture_keepsTheColours()
    {
        QFETCH(int, format);
        const auto pixels = static_cast<QVideoFrameFormat::PixelFormat>(format);
        QVideoFrame frame = frameOf(QSize(65, 49), pixels);
        QVERIFY(frame.isMapped());
        if (pixels == QVideoFrameFormat::Format_YUYV) {
            fill(frame, 0, {kY, kU, kY, kV});
        } else if (pixels == QVideoFrameFormat::Format_UYVY) {
            fill(frame, 0, {kU, kY, kV, kY});
        } else {
            fill(frame, 0, {kY});
        }
        switch (pixels) {
        case QVideoFrameFormat::Format_YUV420P:
            fill(frame, 1, {kU});
            fill(frame, 2, {kV});
            break;
        case QVideoFrameFormat::Format_YV12:
            fill(frame, 1, {kV});
            fill(frame, 2, {kU});
            break;
        case QVideoFrameFormat::Format_NV12:
            fill(frame, 1, {kU, kV});
            break;
        case QVideoFrameFormat::Format_NV21:
            fill(frame, 1, {kV, kU});
            break;
        default:
            break;
        }
        frame.unmap();
        const auto picture = toPicture(frame, 7s);
        QVERIFY(picture);
        QCOMPARE(picture->size(), QSize(64, 48));
        QVERIFY(picture->time == 7s);
        QVERIFY(isFilledWith(*picture, {kY, kU, kV}));
    }

    void toPicture_convertsRgb_whenAFrameHasIt()
    {
        QImage red(32, 16, QImage::Format_RGB888);
        red.fill(Qt::red);
        const auto picture = toPicture(red, 0s);
        QVERIFY(picture);
        QVERIFY(isFilledWith(*picture, {81, 90, 240}, 2));
    }

    void toPicture_fails_whenThereIsNoPicture()
    {
        QVERIFY(!toPicture(QVideoFrame(), 0s));
        QVERIFY(!toPicture(QImage(), 0s));
    }

    void stamper_givesEvenTimes_whenSoundComesInUnevenPieces()
    {
        BlockStamper stamper(1);
        MediaTime now = 10s;
        std::vector<AudioBlock> blocks;
        for (int i = 0; i < 300; ++i) {
            // 441 frames on average, some late.
            const size_t frames = i % 2 == 0 ? 341 : 541;
            now += MediaTime(static_cast<int64_t>(frames) * 1'000'000'000 / 48000);
            const MediaTime late = i % 5 == 0 ? MediaTime(8ms) : MediaTime(0);
            for (auto &block : stamper.add(std::vector<float>(frames, 0.5F), now + late)) {
                blocks.push_back(std::move(block));
            }
        }
        QVERIFY(blocks.size() > 130);
        for (size_t i = 0; i < blocks.size(); ++i) {
            QCOMPARE(blocks[i].frames(), BlockStamper::kBlockFrames);
            if (i > 0) {
                const auto step = blocks[i].time - blocks[i - 1].time;
                QVERIFY(step > 19ms && step < 21ms);
            }
            const MediaTime ideal = 10s + static_cast<int64_t>(i) * 20ms;
            QVERIFY(std::chrono::abs(blocks[i].time - ideal) < 15ms);
        }
    }

    void stamper_jumps_whenThereWasAGap()
    {
        BlockStamper stamper(2);
        const std::vector<float> block(2 * BlockStamper::kBlockFrames);
        const auto first = stamper.add(block, 1s);
        const auto second = stamper.add(block, 3s);
        QCOMPARE(first.size(), size_t(1));
        QCOMPARE(second.size(), size_t(1));
        QVERIFY(first[0].time == 980ms);
        QVERIFY(second[0].time == 2980ms);
        QCOMPARE(second[0].channels, 2);
    }

    void samples_areTheSame_whenWrittenAndRead()
    {
        for (const auto sample : {QAudioFormat::Float, QAudioFormat::Int16}) {
            QAudioFormat format;
            format.setSampleRate(48000);
            format.setChannelCount(2);
            format.setSampleFormat(sample);
            const std::vector<float> stereo{0.0F, 0.5F, -0.5F, 1.0F, -1.0F, 0.25F};
            QByteArray bytes(format.bytesForFrames(3), '\0');
            fromStereo(stereo, format, bytes.data());
            const auto again = toFloat(bytes, format);
            QCOMPARE(again.size(), stereo.size());
            for (size_t i = 0; i < stereo.size(); ++i) {
                QVERIFY(std::abs(again[i] - stereo[i]) < 0.0001F);
            }
        }
    }

    void samples_areLimitedAndMixed_whenTheDeviceIsMono()
    {
        QAudioFormat format;
        format.setSampleRate(48000);
        format.setChannelCount(1);
        format.setSampleFormat(QAudioFormat::Int16);
        QByteArray bytes(format.bytesForFrames(2), '\0');
        fromStereo(std::vector<float>{5.0F, 5.0F, 0.2F, 0.4F}, format, bytes.data());
        const auto mono = toFloat(bytes, format);
        QCOMPARE(mono.size(), size_t(2));
        QVERIFY(std::abs(mono[0] - 1.0F) < 0.0001F);
        QVERIFY(std::abs(mono[1] - 0.3F) < 0.0001F);
    }

    void screenToCapture_isMissing_whenALinuxSessionIsNotX11()
    {
        const QString display = u"DISPLAY"_s;
        const QString number = u":7"_s;
        const auto onLinux = [](const QProcessEnvironment &session) {
            return screenToCapture(OperatingSystem::Linux, session);
        };
        const auto x11 = onLinux(environment({{display, number}}));
        QVERIFY(x11);
        QCOMPARE(*x11, (ScreenInput{"x11grab", ":7", {{"draw_mouse", "1"}}}));
        const auto none = onLinux(environment({}));
        QCOMPARE(none.error().code, ErrorCode::DeviceMissing);
        const auto wayland =
            onLinux(environment({{display, number}, {u"XDG_SESSION_TYPE"_s, u"wayland"_s}}));
        QCOMPARE(wayland.error().code, ErrorCode::DeviceMissing);
        const auto socket =
            onLinux(environment({{display, number}, {u"WAYLAND_DISPLAY"_s, u"wayland-0"_s}}));
        QCOMPARE(socket.error().code, ErrorCode::DeviceMissing);
    }

    void screenToCapture_isTheWholeDesktop_onWindowsAndMacOs()
    {
        // An X server may run on either; its display is not the screen.
        const auto session = environment({{u"DISPLAY"_s, u":0"_s}});
        const auto windows = screenToCapture(OperatingSystem::Windows, session);
        QVERIFY(windows);
        QCOMPARE(*windows, (ScreenInput{"gdigrab", "desktop", {{"draw_mouse", "1"}}}));
        const auto macOs = screenToCapture(OperatingSystem::MacOs, session);
        QVERIFY(macOs);
        QCOMPARE(*macOs, (ScreenInput{"avfoundation",
                                      "Capture screen 0:none",
                                      {{"capture_cursor", "1"}, {"pixel_format", "bgr0"}}}));
    }
};

QTEST_GUILESS_MAIN(TestDeviceFormats)
#include "test_device_formats.moc"
