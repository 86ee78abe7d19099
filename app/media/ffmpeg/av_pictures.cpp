#include "app/media/ffmpeg/av_pictures.h"

#include <libyuv.h>

extern "C" {
#include <libavutil/pixdesc.h>
}

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using Converter = int (*)(const AVFrame &, const WritablePicture &);

int copyNv12(const AVFrame &from, const WritablePicture &to)
{
    const auto &strides = to.buffer->strides;
    return libyuv::NV12ToI420(from.data[0], from.linesize[0], from.data[1], from.linesize[1],
                              to.planes[0], strides[0], to.planes[1], strides[1], to.planes[2],
                              strides[2], from.width, from.height);
}

int copy422(const AVFrame &from, const WritablePicture &to)
{
    const auto &strides = to.buffer->strides;
    return libyuv::I422ToI420(from.data[0], from.linesize[0], from.data[1], from.linesize[1],
                              from.data[2], from.linesize[2], to.planes[0], strides[0],
                              to.planes[1], strides[1], to.planes[2], strides[2], from.width,
                              from.height);
}

int copy444(const AVFrame &from, const WritablePicture &to)
{
    const auto &strides = to.buffer->strides;
    return libyuv::I444ToI420(from.data[0], from.linesize[0], from.data[1], from.linesize[1],
                              from.data[2], from.linesize[2], to.planes[0], strides[0],
                              to.planes[1], strides[1], to.planes[2], strides[2], from.width,
                              from.height);
}

int copy420TenBit(const AVFrame &from, const WritablePicture &to)
{
    const auto plane = [&](int index) {
        return reinterpret_cast<const uint16_t *>(from.data[index]);
    };
    const auto &strides = to.buffer->strides;
    return libyuv::I010ToI420(plane(0), from.linesize[0] / 2, plane(1), from.linesize[1] / 2,
                              plane(2), from.linesize[2] / 2, to.planes[0], strides[0],
                              to.planes[1], strides[1], to.planes[2], strides[2], from.width,
                              from.height);
}

Converter converterFor(int format)
{
    switch (format) {
    case AV_PIX_FMT_NV12:
        return copyNv12;
    case AV_PIX_FMT_YUV422P:
    case AV_PIX_FMT_YUVJ422P:
        return copy422;
    case AV_PIX_FMT_YUV444P:
    case AV_PIX_FMT_YUVJ444P:
        return copy444;
    case AV_PIX_FMT_YUV420P10LE:
        return copy420TenBit;
    default:
        return nullptr;
    }
}

ColourRange rangeOf(const AVFrame &frame, Codec codec)
{
    // libavcodec interprets VP8's clamping bit as the colour range, which VP8 does not have.
    const bool full =
        codec != Codec::Vp8 &&
        (frame.color_range == AVCOL_RANGE_JPEG || frame.format == AV_PIX_FMT_YUVJ420P ||
         frame.format == AV_PIX_FMT_YUVJ422P || frame.format == AV_PIX_FMT_YUVJ444P);
    return full ? ColourRange::Full : ColourRange::Limited;
}

} // namespace

QString avError(const char *what, int error)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return u"%1: %2"_s.arg(QLatin1String(what), QLatin1String(text.data()));
}

Result<Picture> pictureFromFrame(AvFrame frame, Codec codec)
{
    // Streams that do not signal a matrix are BT.601, as WebRTC's encoders produce.
    const auto matrix =
        frame->colorspace == AVCOL_SPC_BT709 ? ColourMatrix::Bt709 : ColourMatrix::Bt601;
    const auto range = rangeOf(*frame, codec);
    const MediaTime time(frame->pts);
    const QSize size(frame->width, frame->height);
    if (frame->format == AV_PIX_FMT_YUV420P || frame->format == AV_PIX_FMT_YUVJ420P) {
        auto buffer = std::make_shared<PictureBuffer>();
        buffer->size = size;
        buffer->planes = {frame->data[0], frame->data[1], frame->data[2]};
        buffer->strides = {frame->linesize[0], frame->linesize[1], frame->linesize[2]};
        buffer->matrix = matrix;
        buffer->range = range;
        buffer->owner = std::shared_ptr<AVFrame>(std::move(frame));
        return Picture{std::move(buffer), time};
    }
    const auto convert = converterFor(frame->format);
    auto picture = allocatePicture(size);
    if (!convert || convert(*frame, picture) != 0) {
        const char *name = av_get_pix_fmt_name(static_cast<AVPixelFormat>(frame->format));
        return fail(ErrorCode::MediaFailed, u"cannot convert pictures of format %1"_s.arg(
                                                QLatin1String(name ? name : "unknown")));
    }
    picture.buffer->matrix = matrix;
    picture.buffer->range = range;
    return Picture{std::move(picture.buffer), time};
}

AvFrame frameFromPicture(const Picture &picture)
{
    using Holder = std::shared_ptr<const PictureBuffer>;
    const auto &buffer = *picture.buffer;
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        return {};
    }
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = buffer.size.width();
    frame->height = buffer.size.height();
    for (size_t plane = 0; plane < 3; ++plane) {
        // libav's frames are writable by type; encoders only read them.
        frame->data[plane] = const_cast<uint8_t *>(buffer.planes[plane]);
        frame->linesize[plane] = buffer.strides[plane];
    }
    auto holder = std::make_unique<Holder>(picture.buffer);
    const auto bytes =
        static_cast<size_t>(buffer.strides[0]) * static_cast<size_t>(buffer.size.height());
    frame->buf[0] = av_buffer_create(
        frame->data[0], bytes,
        [](void *opaque, uint8_t *) { delete static_cast<Holder *>(opaque); }, holder.get(),
        AV_BUFFER_FLAG_READONLY);
    if (!frame->buf[0]) {
        return {};
    }
    // The frame's buffer owns it now.
    static_cast<void>(holder.release());
    return frame;
}

} // namespace prosc
