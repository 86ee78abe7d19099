#include "app/devices/video_frame_picture.h"

#include "app/devices/mapped_frame.h"
#include "app/stage/even.h"

#include <libyuv.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using Format = QVideoFrameFormat::PixelFormat;

void takeColours(const QVideoFrameFormat &format, PictureBuffer &picture)
{
    if (format.colorSpace() == QVideoFrameFormat::ColorSpace_BT709) {
        picture.matrix = ColourMatrix::Bt709;
    }
    if (format.colorRange() == QVideoFrameFormat::ColorRange_Full) {
        picture.range = ColourRange::Full;
    }
}

bool isKnown(Format format)
{
    switch (format) {
    case QVideoFrameFormat::Format_YUV420P:
    case QVideoFrameFormat::Format_YV12:
    case QVideoFrameFormat::Format_NV12:
    case QVideoFrameFormat::Format_NV21:
    case QVideoFrameFormat::Format_YUYV:
    case QVideoFrameFormat::Format_UYVY:
        return true;
    default:
        return false;
    }
}

/// The destination of a picture's rows, in libyuv's terms.
struct Target
{
    uint8_t *y;
    int yStride;
    uint8_t *u;
    int uStride;
    uint8_t *v;
    int vStride;
    int width;
    int height;
};

Target targetOf(const WritablePicture &picture)
{
    const PictureBuffer &b = *picture.buffer;
    return {picture.planes[0], b.strides[0], picture.planes[1], b.strides[1],
            picture.planes[2], b.strides[2], b.size.width(),    b.size.height()};
}

int copyPlanes(const MappedFrame &from, const Target &to, int u, int v)
{
    return libyuv::I420Copy(from.bits(0), from.stride(0), from.bits(u), from.stride(u),
                            from.bits(v), from.stride(v), to.y, to.yStride, to.u, to.uStride, to.v,
                            to.vStride, to.width, to.height);
}

int convert(const MappedFrame &from, const Target &to, Format format)
{
    switch (format) {
    case QVideoFrameFormat::Format_YUV420P:
        return copyPlanes(from, to, 1, 2);
    case QVideoFrameFormat::Format_YV12:
        return copyPlanes(from, to, 2, 1);
    case QVideoFrameFormat::Format_NV12:
        return libyuv::NV12ToI420(from.bits(0), from.stride(0), from.bits(1), from.stride(1), to.y,
                                  to.yStride, to.u, to.uStride, to.v, to.vStride, to.width,
                                  to.height);
    case QVideoFrameFormat::Format_NV21:
        return libyuv::NV21ToI420(from.bits(0), from.stride(0), from.bits(1), from.stride(1), to.y,
                                  to.yStride, to.u, to.uStride, to.v, to.vStride, to.width,
                                  to.height);
    case QVideoFrameFormat::Format_YUYV:
        return libyuv::YUY2ToI420(from.bits(0), from.stride(0), to.y, to.yStride, to.u, to.uStride,
                                  to.v, to.vStride, to.width, to.height);
    case QVideoFrameFormat::Format_UYVY:
        return libyuv::UYVYToI420(from.bits(0), from.stride(0), to.y, to.yStride, to.u, to.uStride,
                                  to.v, to.vStride, to.width, to.height);
    default:
        return -1;
    }
}

} // namespace

Result<Picture> toPicture(const QVideoFrame &frame, MediaTime time)
{
    if (!frame.isValid() || even(frame.size()).isEmpty()) {
        return fail(ErrorCode::MediaFailed, u"empty frame"_s);
    }
    if (!isKnown(frame.pixelFormat())) {
        return toPicture(frame.toImage(), time);
    }
    const MappedFrame mapped(frame);
    if (!mapped.isMapped()) {
        return fail(ErrorCode::MediaFailed, u"a frame cannot be read"_s);
    }
    const WritablePicture picture = allocatePicture(even(frame.size()));
    takeColours(frame.surfaceFormat(), *picture.buffer);
    if (convert(mapped, targetOf(picture), frame.pixelFormat()) != 0) {
        return fail(ErrorCode::MediaFailed, u"a frame cannot be converted"_s);
    }
    return Picture{picture.buffer, time};
}

Result<Picture> toPicture(const QImage &image, MediaTime time)
{
    const QSize size = even(image.size());
    const QImage rgb = image.convertToFormat(QImage::Format_RGB32);
    if (rgb.isNull() || size.isEmpty()) {
        return fail(ErrorCode::MediaFailed, u"a frame is no picture"_s);
    }
    const WritablePicture picture = allocatePicture(size);
    const Target to = targetOf(picture);
    if (libyuv::ARGBToI420(rgb.constBits(), static_cast<int>(rgb.bytesPerLine()), to.y, to.yStride,
                           to.u, to.uStride, to.v, to.vStride, to.width, to.height) != 0) {
        return fail(ErrorCode::MediaFailed, u"a picture cannot be converted"_s);
    }
    return Picture{picture.buffer, time};
}

} // namespace prosc
