#include "ui/player/video_view.h"

#include "app/devices/mapped_frame.h"
#include "app/stage/stage_layout.h"
#include "ui/widgets/style.h"

#include <QPainter>
#include <QTransform>
#include <QVideoSink>

namespace prosc {

namespace {

/// By how much a picture is to be turned clockwise.
int degreesOf(const QVideoFrame &frame)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    return static_cast<int>(frame.rotation());
#else
    return frame.rotationAngle();
#endif
}

/// From this height on, frames without a declared colour space are treated as HDTV (BT.709).
constexpr int kHdHeight = 720;

ColourMatrix matrixOf(const QVideoFrameFormat &format)
{
    switch (format.colorSpace()) {
    case QVideoFrameFormat::ColorSpace_BT709:
    case QVideoFrameFormat::ColorSpace_BT2020: // the closest supported matrix
        return ColourMatrix::Bt709;
    case QVideoFrameFormat::ColorSpace_Undefined:
        return format.frameHeight() >= kHdHeight ? ColourMatrix::Bt709 : ColourMatrix::Bt601;
    default:
        return ColourMatrix::Bt601;
    }
}

void takeColours(const QVideoFrameFormat &format, PictureBuffer &picture)
{
    picture.matrix = matrixOf(format);
    picture.range = format.colorRange() == QVideoFrameFormat::ColorRange_Full
                        ? ColourRange::Full
                        : ColourRange::Limited;
}

/// References the frame's own memory, with chroma in planes `u` and `v`. Like pairedPicture(), it
/// must not outlive `frame`.
PictureBuffer planarPicture(const MappedFrame &frame, int u, int v)
{
    PictureBuffer picture;
    picture.planes = {frame.bits(0), frame.bits(u), frame.bits(v)};
    picture.strides = {frame.stride(0), frame.stride(u), frame.stride(v)};
    return picture;
}

/// For a frame with interleaved chroma: U at offset `u` and V at offset `v` of each pair.
PictureBuffer pairedPicture(const MappedFrame &frame, QSize size, int u, int v)
{
    const WritablePicture chroma = allocatePicture(size);
    PictureBuffer picture = *chroma.buffer;
    for (int y = 0; y < (size.height() + 1) / 2; ++y) {
        const uint8_t *from = frame.bits(1) + static_cast<ptrdiff_t>(y) * frame.stride(1);
        uint8_t *toU = chroma.planes[1] + static_cast<ptrdiff_t>(y) * picture.strides[1];
        uint8_t *toV = chroma.planes[2] + static_cast<ptrdiff_t>(y) * picture.strides[2];
        for (int x = 0; x < (size.width() + 1) / 2; ++x) {
            toU[x] = from[2 * x + u];
            toV[x] = from[2 * x + v];
        }
    }
    picture.planes[0] = frame.bits(0);
    picture.strides[0] = frame.stride(0);
    return picture;
}

/// Null for pixel formats that H.264 and VP9 decoders do not produce.
std::shared_ptr<PictureBuffer> pictureOf(const MappedFrame &frame, const QVideoFrameFormat &format)
{
    const QSize size = format.frameSize();
    PictureBuffer picture;
    switch (format.pixelFormat()) {
    case QVideoFrameFormat::Format_YUV420P:
        picture = planarPicture(frame, 1, 2);
        break;
    case QVideoFrameFormat::Format_YV12:
        picture = planarPicture(frame, 2, 1);
        break;
    case QVideoFrameFormat::Format_NV12:
        picture = pairedPicture(frame, size, 0, 1);
        break;
    case QVideoFrameFormat::Format_NV21:
        picture = pairedPicture(frame, size, 1, 0);
        break;
    default:
        return {};
    }
    picture.size = size;
    takeColours(format, picture);
    return std::make_shared<PictureBuffer>(std::move(picture));
}

QSize uprightSize(const QVideoFrame &frame, QSize size)
{
    const bool onItsSide = degreesOf(frame) % 180 != 0;
    return onItsSide ? size.transposed() : size;
}

/// A frame in RGB as it lies in memory; null if it is not in RGB.
QImage plainImage(const MappedFrame &mapped, const QVideoFrameFormat &format)
{
    const auto layout = QVideoFrameFormat::imageFormatFromPixelFormat(format.pixelFormat());
    if (!mapped.isMapped() || layout == QImage::Format_Invalid) {
        return {};
    }
    const QSize size = format.frameSize();
    const QImage image(mapped.bits(0), size.width(), size.height(), mapped.stride(0), layout);
    const bool isUpsideDown = format.scanLineDirection() == QVideoFrameFormat::BottomToTop;
    return isUpsideDown ? image.mirrored() : image;
}

/// `frame` rotated upright and scaled to `size`.
QImage imageOf(const QVideoFrame &frame, QSize size, const PictureConverter &converter)
{
    const MappedFrame mapped(frame);
    const auto format = frame.surfaceFormat();
    const auto upright = QTransform().rotate(degreesOf(frame));
    const auto picture = mapped.isMapped() ? pictureOf(mapped, format) : nullptr;
    if (picture) {
        QImage image(uprightSize(frame, size), QImage::Format_RGB32);
        converter.toBgra({picture, {}}, QRect({0, 0}, picture->size), image.size(), image.bits(),
                         static_cast<int>(image.bytesPerLine()));
        return image.transformed(upright);
    }
    // QVideoFrame::toImage() is for everything else: without a GPU it ignores the rotation since
    // Qt 6.7.
    const QImage plain = plainImage(mapped, format);
    const QImage image = plain.isNull() ? frame.toImage() : plain.transformed(upright);
    return image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

VideoView::VideoView(const PictureConverter &converter, QWidget *parent)
    : QWidget(parent), m_converter(converter), m_sink(new QVideoSink(this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(m_sink, &QVideoSink::videoFrameChanged, this, &VideoView::takeFrame);
}

void VideoView::clear()
{
    m_sink->setVideoFrame({});
}

void VideoView::takeFrame(const QVideoFrame &frame)
{
    m_frame = frame;
    m_image = {};
    update();
}

void VideoView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor::fromRgb(colours::kBackground));
    if (!m_frame.isValid()) {
        return;
    }
    const qreal ratio = devicePixelRatioF();
    const QRect pixels({0, 0}, (QSizeF(size()) * ratio).toSize());
    const QSize upright = uprightSize(m_frame, m_frame.size());
    const QRect target = targetRect(upright, pixels, TileFit::Contain);
    if (m_image.size() != target.size()) {
        m_image = imageOf(m_frame, target.size(), m_converter);
    }
    m_image.setDevicePixelRatio(ratio);
    painter.drawImage(QPointF(target.topLeft()) / ratio, m_image);
}

} // namespace prosc
