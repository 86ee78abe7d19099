#include "tests/transport/test_loops.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
}

#include <cmath>
#include <cstring>

using namespace prosc;

namespace {

struct ContextFree
{
    void operator()(AVCodecContext *context) const { avcodec_free_context(&context); }
};
struct FrameFree
{
    void operator()(AVFrame *frame) const { av_frame_free(&frame); }
};
struct PacketFree
{
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
};
using ContextPtr = std::unique_ptr<AVCodecContext, ContextFree>;
using FramePtr = std::unique_ptr<AVFrame, FrameFree>;
using PacketPtr = std::unique_ptr<AVPacket, PacketFree>;

void collect(AVCodecContext *encoder, Codec codec, MediaTime step, FrameLoop &loop)
{
    const PacketPtr packet(av_packet_alloc());
    while (avcodec_receive_packet(encoder, packet.get()) == 0) {
        const auto index = static_cast<MediaTime::rep>(loop.frames.size());
        loop.frames.push_back(
            {codec, QByteArray(reinterpret_cast<const char *>(packet->data), packet->size),
             step * index, codec == Codec::Opus || (packet->flags & AV_PKT_FLAG_KEY) != 0});
        av_packet_unref(packet.get());
    }
}

} // namespace

std::shared_ptr<const FrameLoop> makeVideoLoop(Codec codec)
{
    const char *name = codec == Codec::H264  ? "libx264"
                       : codec == Codec::Vp9 ? "libvpx-vp9"
                                             : "libvpx";
    const AVCodec *found = avcodec_find_encoder_by_name(name);
    const ContextPtr encoder(found ? avcodec_alloc_context3(found) : nullptr);
    if (!encoder) {
        return nullptr;
    }
    encoder->width = 320;
    encoder->height = 180;
    encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder->time_base = {1, 30};
    encoder->bit_rate = 300000;
    encoder->gop_size = 30;
    if (codec == Codec::H264) {
        av_opt_set(encoder->priv_data, "preset", "ultrafast", 0);
        av_opt_set(encoder->priv_data, "tune", "zerolatency", 0);
        encoder->profile = FF_PROFILE_H264_CONSTRAINED_BASELINE;
    } else {
        av_opt_set(encoder->priv_data, "deadline", "realtime", 0);
        av_opt_set_int(encoder->priv_data, "cpu-used", 8, 0);
        av_opt_set_int(encoder->priv_data, "lag-in-frames", 0, 0);
    }
    if (avcodec_open2(encoder.get(), nullptr, nullptr) != 0) {
        return nullptr;
    }
    const MediaTime step = std::chrono::nanoseconds(1'000'000'000 / 30);
    auto loop = std::make_shared<FrameLoop>();
    const FramePtr frame(av_frame_alloc());
    frame->width = encoder->width;
    frame->height = encoder->height;
    frame->format = encoder->pix_fmt;
    av_frame_get_buffer(frame.get(), 0);
    for (int i = 0; i < 60; ++i) {
        av_frame_make_writable(frame.get());
        for (int y = 0; y < 180; ++y) {
            for (int x = 0; x < 320; ++x) {
                frame->data[0][y * frame->linesize[0] + x] = static_cast<uint8_t>(x + y + 4 * i);
            }
        }
        for (int y = 0; y < 90; ++y) {
            std::memset(frame->data[1] + y * frame->linesize[1], 100, 160);
            std::memset(frame->data[2] + y * frame->linesize[2], 150, 160);
        }
        frame->pts = i;
        avcodec_send_frame(encoder.get(), frame.get());
        collect(encoder.get(), codec, step, *loop);
    }
    loop->length = step * static_cast<MediaTime::rep>(loop->frames.size());
    return loop;
}

std::shared_ptr<const FrameLoop> makeAudioLoop()
{
    const ContextPtr encoder(avcodec_alloc_context3(avcodec_find_encoder_by_name("libopus")));
    encoder->sample_rate = 48000;
    encoder->sample_fmt = AV_SAMPLE_FMT_FLT;
    encoder->bit_rate = 64000;
    av_channel_layout_default(&encoder->ch_layout, 2);
    if (avcodec_open2(encoder.get(), nullptr, nullptr) != 0) {
        return nullptr;
    }
    auto loop = std::make_shared<FrameLoop>();
    const FramePtr frame(av_frame_alloc());
    frame->nb_samples = encoder->frame_size;
    frame->format = encoder->sample_fmt;
    av_channel_layout_default(&frame->ch_layout, 2);
    av_frame_get_buffer(frame.get(), 0);
    const MediaTime step = std::chrono::milliseconds(20);
    for (int block = 0; block < 100; ++block) {
        av_frame_make_writable(frame.get());
        auto *samples = reinterpret_cast<float *>(frame->data[0]);
        for (int i = 0; i < frame->nb_samples; ++i) {
            const double t = (block * frame->nb_samples + i) / 48000.0;
            const auto value = static_cast<float>(0.3 * std::sin(2 * M_PI * 440 * t));
            samples[2 * i] = value;
            samples[2 * i + 1] = value;
        }
        frame->pts = int64_t{block} * frame->nb_samples;
        avcodec_send_frame(encoder.get(), frame.get());
        collect(encoder.get(), Codec::Opus, step, *loop);
    }
    loop->length = step * static_cast<MediaTime::rep>(loop->frames.size());
    return loop;
}

int undecodableFrames(const std::vector<EncodedFrame> &frames)
{
    const Codec codec = frames.empty() ? Codec::Vp8 : frames.front().codec;
    const AVCodecID id = codec == Codec::H264  ? AV_CODEC_ID_H264
                         : codec == Codec::Vp9 ? AV_CODEC_ID_VP9
                                               : AV_CODEC_ID_VP8;
    const ContextPtr decoder(avcodec_alloc_context3(avcodec_find_decoder(id)));
    decoder->flags |= AV_CODEC_FLAG_LOW_DELAY;
    decoder->thread_count = 1;
    if (avcodec_open2(decoder.get(), nullptr, nullptr) != 0) {
        return static_cast<int>(frames.size());
    }
    const PacketPtr packet(av_packet_alloc());
    const FramePtr picture(av_frame_alloc());
    int bad = 0;
    for (const EncodedFrame &frame : frames) {
        av_new_packet(packet.get(), static_cast<int>(frame.data.size()));
        std::memcpy(packet->data, frame.data.constData(), static_cast<size_t>(frame.data.size()));
        const bool good = avcodec_send_packet(decoder.get(), packet.get()) == 0 &&
                          avcodec_receive_frame(decoder.get(), picture.get()) == 0 &&
                          (picture->flags & AV_FRAME_FLAG_CORRUPT) == 0 &&
                          picture->decode_error_flags == 0;
        bad += good ? 0 : 1;
        av_packet_unref(packet.get());
    }
    return bad;
}
