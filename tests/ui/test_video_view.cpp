#include "app/media/picture/yuv_picture_converter.h"
#include "ui/player/video_view.h"
#include "ui/widgets/style.h"

#include <QPainter>
#include <QVideoFrame>
#include <QVideoSink>
#include <QtTest>

#include <array>

using namespace prosc;

namespace {

using Yuv = std::array<uint8_t, 3>;

constexpr Yuv kRed709 = {63, 102, 240};
constexpr Yuv kRed601 = {81, 90, 240};
constexpr Yuv kFullRed709 = {54, 99, 255};
constexpr Yuv kBlack = {16, 128, 128};

/// Layout of U and V: plane, step, and offset.
struct Chroma
{
    int plane;
    int step;
    int first;
};

std::array<Chroma, 2> chromaOf(QVideoFrameFormat::PixelFormat format)
{
    switch (format) {
    case QVideoFrameFormat::Format_YV12:
        return {Chroma{2, 1, 0}, Chroma{1, 1, 0}};
    case QVideoFrameFormat::Format_NV12:
        return {Chroma{1, 2, 0}, Chroma{1, 2, 1}};
    case QVideoFrameFormat::Format_NV21:
        return {Chroma{1, 2, 1}, Chroma{1, 2, 0}};
    default:
        return {Chroma{1, 1, 0}, Chroma{2, 1, 0}};
    }
}

/// The left half of the frame in one colour, the right half in another.
QVideoFrame frameOf(const QVideoFrameFormat &format, Yuv left, Yuv right)
{
    QVideoFrame frame(format);
    if (!frame.map(QVideoFrame::WriteOnly)) {
        return {};
    }
    const QSize size = format.frameSize();
    const auto put = [&](Chroma at, size_t sample, QSize samples) {
        for (int y = 0; y < samples.height(); ++y) {
            auto *row = frame.bits(at.plane) +
                        static_cast<ptrdiff_t>(y) * frame.bytesPerLine(at.plane) + at.first;
            for (int x = 0; x < samples.width(); ++x) {
                row[at.step * x] = x < samples.width() / 2 ? left[sample] : right[sample];
            }
        }
    };
    put({0, 1, 0}, 0, size);
    const auto chroma = chromaOf(format.pixelFormat());
    put(chroma[0], 1, size / 2);
    put(chroma[1], 2, size / 2);
    frame.unmap();
    return frame;
}

QVideoFrameFormat hdFormat(QSize size)
{
    QVideoFrameFormat format(size, QVideoFrameFormat::Format_YUV420P);
    format.setColorSpace(QVideoFrameFormat::ColorSpace_BT709);
    return format;
}

QColor colourAt(VideoView &view, QPoint position)
{
    const QImage image = view.grab().toImage();
    return image.pixelColor((QPointF(position) * image.devicePixelRatio()).toPoint());
}

bool isNear(const QColor &colour, QColor wanted)
{
    const auto differ = [](int a, int b) { return std::abs(a - b) > 4; };
    const bool near = !differ(colour.red(), wanted.red()) &&
                      !differ(colour.green(), wanted.green()) &&
                      !differ(colour.blue(), wanted.blue());
    if (!near) {
        qWarning() << "painted" << colour.name() << "instead of" << wanted.name();
    }
    return near;
}

} // namespace

namespace {

void turnByAQuarter(QVideoFrame &frame)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    frame.setRotation(QtVideo::Rotation::Clockwise90);
#else
    frame.setRotationAngle(QVideoFrame::Rotation90);
#endif
}

} // namespace

class TestVideoView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<VideoView>(m_converter);
        m_view->resize(320, 180);
    }
    void cleanup() { m_view.reset(); }

    void frame_isPaintedInItsColours_data()
    {
        QTest::addColumn<QVideoFrameFormat::PixelFormat>("format");
        QTest::addColumn<QVideoFrameFormat::ColorSpace>("space");
        QTest::addColumn<QVideoFrameFormat::ColorRange>("range");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<Yuv>("red");
        using F = QVideoFrameFormat;
        const QSize small(640, 360);
        const QSize hd(1280, 720);
        QTest::newRow("BT.709") << F::Format_YUV420P << F::ColorSpace_BT709 << F::ColorRange_Video
                                << small << kRed709;
        QTest::newRow("BT.709, unscaled") << F::Format_YUV420P << F::ColorSpace_BT709
                                          << F::ColorRange_Video << QSize(320, 180) << kRed709;
        QTest::newRow("BT.709, range untold") << F::Format_YUV420P << F::ColorSpace_BT709
                                              << F::ColorRange_Unknown << small << kRed709;
        QTest::newRow("BT.709, full range") << F::Format_YUV420P << F::ColorSpace_BT709
                                            << F::ColorRange_Full << small << kFullRed709;
        QTest::newRow("BT.601") << F::Format_YUV420P << F::ColorSpace_BT601 << F::ColorRange_Video
                                << hd << kRed601;
        QTest::newRow("untold, HD") << F::Format_YUV420P << F::ColorSpace_Undefined
                                    << F::ColorRange_Unknown << hd << kRed709;
        QTest::newRow("untold, small") << F::Format_YUV420P << F::ColorSpace_Undefined
                                       << F::ColorRange_Unknown << small << kRed601;
        QTest::newRow("YV12") << F::Format_YV12 << F::ColorSpace_BT709 << F::ColorRange_Video
                              << small << kRed709;
        QTest::newRow("NV12") << F::Format_NV12 << F::ColorSpace_BT709 << F::ColorRange_Video
                              << small << kRed709;
        QTest::newRow("NV21") << F::Format_NV21 << F::ColorSpace_BT709 << F::ColorRange_Video
                              << small << kRed709;
    }

    void frame_isPaintedInItsColours()
    {
        QFETCH(QVideoFrameFormat::PixelFormat, format);
        QFETCH(QVideoFrameFormat::ColorSpace, space);
        QFETCH(QVideoFrameFormat::ColorRange, range);
        QFETCH(QSize, size);
        QFETCH(Yuv, red);
        QVideoFrameFormat look(size, format);
        look.setColorSpace(space);
        look.setColorRange(range);
        m_view->sink()->setVideoFrame(frameOf(look, red, red));
        QVERIFY(isNear(colourAt(*m_view, {160, 90}), Qt::red));
    }

    void rgbFrame_isPainted()
    {
        QVideoFrame frame(QVideoFrameFormat(QSize(640, 360), QVideoFrameFormat::Format_BGRX8888));
        QVERIFY(frame.map(QVideoFrame::WriteOnly));
        QImage(frame.bits(0), 640, 360, frame.bytesPerLine(0), QImage::Format_RGB32)
            .fill(QColor(200, 100, 50));
        frame.unmap();
        m_view->sink()->setVideoFrame(frame);
        QVERIFY(isNear(colourAt(*m_view, {160, 90}), QColor(200, 100, 50)));
    }

    void newestFrame_isPainted_whenAnotherWasBefore()
    {
        const auto format = hdFormat(QSize(640, 360));
        m_view->sink()->setVideoFrame(frameOf(format, kBlack, kBlack));
        QVERIFY(isNear(colourAt(*m_view, {160, 90}), Qt::black));
        m_view->sink()->setVideoFrame(frameOf(format, kRed709, kRed709));
        QVERIFY(isNear(colourAt(*m_view, {160, 90}), Qt::red));
    }

    void shapeOfTheFrame_isKept_whenTheViewIsResized()
    {
        m_view->sink()->setVideoFrame(frameOf(hdFormat(QSize(640, 360)), kRed709, kRed709));
        const QColor background = QColor::fromRgb(colours::kBackground);
        QVERIFY(isNear(colourAt(*m_view, {1, 90}), Qt::red));
        m_view->resize(480, 180);
        QVERIFY(isNear(colourAt(*m_view, {76, 90}), background));
        QVERIFY(isNear(colourAt(*m_view, {84, 90}), Qt::red));
        QVERIFY(isNear(colourAt(*m_view, {395, 90}), Qt::red));
        QVERIFY(isNear(colourAt(*m_view, {403, 90}), background));
        m_view->resize(320, 300);
        QVERIFY(isNear(colourAt(*m_view, {160, 56}), background));
        QVERIFY(isNear(colourAt(*m_view, {160, 64}), Qt::red));
    }

    void turnedFrame_isPaintedUpright()
    {
        m_view->resize(180, 320);
        QVideoFrame frame = frameOf(hdFormat(QSize(640, 360)), kBlack, kRed709);
        turnByAQuarter(frame);
        m_view->sink()->setVideoFrame(frame);
        QVERIFY(isNear(colourAt(*m_view, {90, 10}), Qt::black));
        QVERIFY(isNear(colourAt(*m_view, {90, 310}), Qt::red));
    }

    void turnedFrame_isPaintedUpright_whenItIsRgb()
    {
        m_view->resize(180, 320);
        QVideoFrame frame(QVideoFrameFormat(QSize(640, 360), QVideoFrameFormat::Format_BGRX8888));
        QVERIFY(frame.map(QVideoFrame::WriteOnly));
        QImage image(frame.bits(0), 640, 360, frame.bytesPerLine(0), QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter(&image).fillRect(320, 0, 320, 360, Qt::red);
        frame.unmap();
        turnByAQuarter(frame);
        m_view->sink()->setVideoFrame(frame);
        QVERIFY(isNear(colourAt(*m_view, {90, 10}), Qt::black));
        QVERIFY(isNear(colourAt(*m_view, {90, 310}), Qt::red));
    }

    void nothing_isPainted_whenItWasCleared()
    {
        m_view->sink()->setVideoFrame(frameOf(hdFormat(QSize(640, 360)), kRed709, kRed709));
        m_view->clear();
        QVERIFY(isNear(colourAt(*m_view, {160, 90}), QColor::fromRgb(colours::kBackground)));
    }

private:
    YuvPictureConverter m_converter;
    std::unique_ptr<VideoView> m_view;
};

QTEST_MAIN(TestVideoView)
#include "test_video_view.moc"
