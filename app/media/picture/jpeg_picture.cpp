#include "app/media/picture/jpeg_picture.h"

#include "app/media/ffmpeg/av_handles.h"
#include "app/media/ffmpeg/av_pictures.h"
#include "app/media/picture/picture_scale.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// On mjpeg's scale from 2 (best) to 31.
constexpr int kQuality = 4;

/// Stretches limited range (16 to 16 + `levels`, for chroma around `zero`) to 0..255.
void stretch(uint8_t *row, int count, int zero, int levels)
{
    const int middle = zero == 16 ? 0 : zero;
    for (int x = 0; x < count; ++x) {
        const int value = (row[x] - zero) * 255;
        const int half = value < 0 ? -levels / 2 : levels / 2;
        row[x] = static_cast<uint8_t>(std::clamp((value + half) / levels + middle, 0, 255));
    }
}

WritablePicture inJpegColours(const PictureBuffer &picture)
{
    const QRect all({0, 0}, picture.size);
    auto target = allocatePicture(picture.size);
    scalePicture(picture, all, target, all);
    convertColours(target, all, {picture.matrix, picture.range}, ColourMatrix::Bt601);
    for (size_t plane = 0; plane < 3; ++plane) {
        const bool luma = plane == 0;
        const QSize size = luma ? picture.size : picture.size / 2;
        for (int y = 0; y < size.height(); ++y) {
            auto *row =
                target.planes[plane] + static_cast<ptrdiff_t>(y) * target.buffer->strides[plane];
            stretch(row, size.width(), luma ? 16 : 128, luma ? 219 : 224);
        }
    }
    target.buffer->range = ColourRange::Full;
    return target;
}

Result<AvCodecContext> openEncoder(QSize size)
{
    const AVCodec *codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
    AvCodecContext context(codec != nullptr ? avcodec_alloc_context3(codec) : nullptr);
    if (!context) {
        return fail(ErrorCode::EncoderMissing, u"mjpeg"_s);
    }
    context->width = size.width();
    context->height = size.height();
    context->pix_fmt = AV_PIX_FMT_YUV420P;
    context->color_range = AVCOL_RANGE_JPEG;
    context->time_base = AVRational{1, 25};
    context->flags |= AV_CODEC_FLAG_QSCALE;
    context->global_quality = kQuality * FF_QP2LAMBDA;
    context->thread_count = 1;
    if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_open2", error));
    }
    return context;
}

} // namespace

Result<QByteArray> encodeJpeg(const PictureBuffer &picture)
{
    const auto context = openEncoder(picture.size);
    if (!context) {
        return fail(context.error());
    }
    const auto source = inJpegColours(picture);
    const AvFrame frame = frameFromPicture(Picture{source.buffer, {}});
    const AvPacket packet(av_packet_alloc());
    if (!frame || !packet) {
        return fail(ErrorCode::MediaFailed, u"memory"_s);
    }
    frame->color_range = AVCOL_RANGE_JPEG;
    frame->quality = (*context)->global_quality;
    frame->pts = 0;
    int error = avcodec_send_frame(context->get(), frame.get());
    error = error < 0 ? error : avcodec_send_frame(context->get(), nullptr);
    error = error < 0 ? error : avcodec_receive_packet(context->get(), packet.get());
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("mjpeg", error));
    }
    return QByteArray(reinterpret_cast<const char *>(packet->data), packet->size);
}

} // namespace prosc
