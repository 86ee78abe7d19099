#include "app/media/decode/video_decoder.h"

#include "app/media/ffmpeg/av_pictures.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

AVCodecID codecId(Codec codec)
{
    switch (codec) {
    case Codec::Vp8:
        return AV_CODEC_ID_VP8;
    case Codec::Vp9:
        return AV_CODEC_ID_VP9;
    case Codec::H264:
        return AV_CODEC_ID_H264;
    case Codec::Opus:
        break;
    }
    return AV_CODEC_ID_NONE;
}

} // namespace

VideoDecoder::VideoDecoder(Codec codec, AvCodecContext context)
    : m_codec(codec), m_context(std::move(context)), m_packet(av_packet_alloc())
{
}

Result<VideoDecoder> VideoDecoder::create(Codec codec)
{
    const auto *decoder = avcodec_find_decoder(codecId(codec));
    if (!decoder) {
        return fail(ErrorCode::MediaFailed,
                    u"no decoder for codec %1"_s.arg(static_cast<int>(codec)));
    }
    AvCodecContext context(avcodec_alloc_context3(decoder));
    if (!context) {
        return fail(ErrorCode::MediaFailed, u"out of memory"_s);
    }
    // One thread per track is enough; more would add latency.
    context->thread_count = 1;
    context->flags |= AV_CODEC_FLAG_LOW_DELAY;
    if (const int error = avcodec_open2(context.get(), decoder, nullptr); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_open2", error));
    }
    VideoDecoder result(codec, std::move(context));
    if (!result.m_packet) {
        return fail(ErrorCode::MediaFailed, u"out of memory"_s);
    }
    return result;
}

Status VideoDecoder::decode(const EncodedFrame &frame, const Output &output)
{
    const auto size = static_cast<int>(frame.data.size());
    if (size == 0) {
        return fail(ErrorCode::MediaFailed, u"empty frame"_s);
    }
    // libavcodec reads past the end, so it gets a padded copy of the data.
    if (const int error = av_new_packet(m_packet.get(), size); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("av_new_packet", error));
    }
    std::memcpy(m_packet->data, frame.data.constData(), static_cast<size_t>(size));
    m_packet->pts = frame.time.count();
    m_packet->dts = frame.time.count();
    if (frame.keyFrame) {
        m_packet->flags |= AV_PKT_FLAG_KEY;
    }
    const int error = avcodec_send_packet(m_context.get(), m_packet.get());
    av_packet_unref(m_packet.get());
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avcodec_send_packet", error));
    }
    return receive(output);
}

Status VideoDecoder::receive(const Output &output)
{
    for (;;) {
        AvFrame frame(av_frame_alloc());
        if (!frame) {
            return fail(ErrorCode::MediaFailed, u"out of memory"_s);
        }
        const int error = avcodec_receive_frame(m_context.get(), frame.get());
        if (error == AVERROR(EAGAIN)) {
            return {};
        }
        if (error < 0) {
            return fail(ErrorCode::MediaFailed, avError("avcodec_receive_frame", error));
        }
        if ((frame->flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame->decode_error_flags != 0) {
            return fail(ErrorCode::MediaFailed, u"damaged frame"_s);
        }
        auto picture = pictureFromFrame(std::move(frame), m_codec);
        if (!picture) {
            return fail(picture.error());
        }
        output(std::move(*picture));
    }
}

} // namespace prosc
