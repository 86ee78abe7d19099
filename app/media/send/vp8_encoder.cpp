#include "app/media/send/vp8_encoder.h"

#include "app/media/ffmpeg/av_pictures.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Low latency: no look-ahead and the fastest search. error-resilient=default limits the damage
/// when whole frames are lost.
bool setOptions(AvOptions &options)
{
    return options.set("deadline", "realtime") && options.set("cpu-used", "8") &&
           options.set("lag-in-frames", "0") && options.set("auto-alt-ref", "0") &&
           options.set("error-resilient", "default") && options.set("static-thresh", "100");
}

} // namespace

Vp8Encoder::Vp8Encoder(AvCodecContext context)
    : m_context(std::move(context)), m_packet(av_packet_alloc())
{
}

Result<Vp8Encoder> Vp8Encoder::create(const Options &options)
{
    const auto *codec = avcodec_find_encoder_by_name("libvpx");
    if (!codec) {
        return fail(ErrorCode::EncoderMissing, u"libvpx"_s);
    }
    AvCodecContext context(avcodec_alloc_context3(codec));
    AvOptions settings;
    if (!context || !setOptions(settings)) {
        return fail(ErrorCode::MediaFailed, u"out of memory"_s);
    }
    context->width = options.size.width();
    context->height = options.size.height();
    context->pix_fmt = AV_PIX_FMT_YUV420P;
    context->time_base = {1, options.fps};
    context->framerate = {options.fps, 1};
    context->bit_rate = options.bitRate;
    context->rc_max_rate = options.bitRate;
    context->rc_min_rate = 0;
    context->rc_buffer_size = options.bitRate;
    context->gop_size = options.keyFrameEvery;
    context->thread_count = options.threads;
    context->qmin = 4;
    context->qmax = 56;
    if (const int error = avcodec_open2(context.get(), codec, settings.address()); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_open2 libvpx", error));
    }
    if (!settings.allUsed()) {
        return fail(ErrorCode::MediaFailed, u"libvpx refused an option"_s);
    }
    Vp8Encoder encoder(std::move(context));
    if (!encoder.m_packet) {
        return fail(ErrorCode::MediaFailed, u"out of memory"_s);
    }
    return encoder;
}

Status Vp8Encoder::encode(const Picture &picture, Frame kind, const Output &output)
{
    const auto frame = frameFromPicture(picture);
    if (!frame) {
        return fail(ErrorCode::MediaFailed, u"out of memory"_s);
    }
    if (m_lastPts < 0) {
        m_first = picture.time;
    }
    // Rate control needs increasing timestamps in whole frames, whatever the camera's jitter.
    const int fps = m_context->time_base.den;
    const auto ticks = (picture.time - m_first).count() * fps / 1'000'000'000;
    m_lastPts = std::max(m_lastPts + 1, ticks);
    frame->pts = m_lastPts;
    frame->pict_type = kind == Frame::Key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    int error = avcodec_send_frame(m_context.get(), frame.get());
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_send_frame libvpx", error));
    }
    while ((error = avcodec_receive_packet(m_context.get(), m_packet.get())) >= 0) {
        EncodedFrame encoded;
        encoded.codec = Codec::Vp8;
        encoded.data = QByteArray(reinterpret_cast<const char *>(m_packet->data), m_packet->size);
        encoded.time = picture.time;
        encoded.keyFrame = (m_packet->flags & AV_PKT_FLAG_KEY) != 0;
        av_packet_unref(m_packet.get());
        output(std::move(encoded));
    }
    if (error != AVERROR(EAGAIN)) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_receive_packet libvpx", error));
    }
    return {};
}

} // namespace prosc
