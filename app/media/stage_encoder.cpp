#include "app/media/stage_encoder.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <thread>

namespace prosc {

namespace {

constexpr int kVideoMaxRate = 8'000'000;
constexpr int kAudioBitRate = 160'000;
constexpr int kChannels = 2;

tl::unexpected<Error> avError(const char *what, int error)
{
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof text);
    return fail(ErrorCode::MediaFailed,
                QStringLiteral("%1: %2").arg(QLatin1String(what), QLatin1String(text)));
}

int encoderThreads(int wanted)
{
    const auto machine = static_cast<int>(std::thread::hardware_concurrency());
    return wanted > 0 ? wanted : std::clamp(machine / 2, 1, 16);
}

/// A frame that shows the picture's own memory and holds the picture until libav lets go.
Result<AvFrame> wrapPicture(const Picture &picture)
{
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for a frame"));
    }
    const auto &buffer = *picture.buffer;
    auto holder = std::make_unique<std::shared_ptr<const PictureBuffer>>(picture.buffer);
    const auto release = [](void *opaque, uint8_t *) {
        delete static_cast<std::shared_ptr<const PictureBuffer> *>(opaque);
    };
    for (size_t plane = 0; plane < buffer.planes.size(); ++plane) {
        // libav's frames are not const, but encoders only read them (AV_BUFFER_FLAG_READONLY).
        frame->data[plane] = const_cast<uint8_t *>(buffer.planes[plane]);
        frame->linesize[plane] = buffer.strides[plane];
    }
    const auto bytes =
        static_cast<size_t>(buffer.strides[0]) * static_cast<size_t>(buffer.size.height());
    frame->buf[0] =
        av_buffer_create(frame->data[0], bytes, release, holder.get(), AV_BUFFER_FLAG_READONLY);
    if (!frame->buf[0]) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for a frame"));
    }
    static_cast<void>(holder.release()); // the buffer's now
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = buffer.size.width();
    frame->height = buffer.size.height();
    frame->color_range = AVCOL_RANGE_MPEG;
    frame->colorspace = AVCOL_SPC_BT709;
    frame->color_primaries = AVCOL_PRI_BT709;
    frame->color_trc = AVCOL_TRC_BT709;
    return frame;
}

Result<AvCodecContext> allocate(const AVCodec *codec)
{
    if (codec == nullptr) {
        return fail(ErrorCode::EncoderMissing, QStringLiteral("libavcodec lacks libx264 or aac"));
    }
    AvCodecContext context(avcodec_alloc_context3(codec));
    if (!context) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for an encoder"));
    }
    context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER; // parameter sets go into the sample description
    return context;
}

} // namespace

StageEncoder::StageEncoder(Options options) : m_options(std::move(options)) {}

Result<std::unique_ptr<StageEncoder>> StageEncoder::create(Options options)
{
    std::unique_ptr<StageEncoder> encoder(new StageEncoder(std::move(options)));
    if (auto status = encoder->openVideo(); !status) {
        return fail(status.error());
    }
    if (auto status = encoder->openAudio(); !status) {
        return fail(status.error());
    }
    return encoder;
}

Status StageEncoder::openVideo()
{
    auto context = allocate(avcodec_find_encoder_by_name("libx264"));
    if (!context) {
        return fail(context.error());
    }
    m_video = std::move(*context);
    m_video->width = m_options.size.width();
    m_video->height = m_options.size.height();
    m_video->pix_fmt = AV_PIX_FMT_YUV420P;
    m_video->time_base = {1, kFrameRate};
    m_video->framerate = {kFrameRate, 1};
    m_video->sample_aspect_ratio = {1, 1};
    m_video->gop_size = kKeyFrameInterval;
    m_video->max_b_frames = 0;
    m_video->rc_max_rate = kVideoMaxRate;
    m_video->rc_buffer_size = kVideoMaxRate;
    m_video->thread_count = encoderThreads(m_options.threads);
    m_video->color_range = AVCOL_RANGE_MPEG;
    m_video->colorspace = AVCOL_SPC_BT709;
    m_video->color_primaries = AVCOL_PRI_BT709;
    m_video->color_trc = AVCOL_TRC_BT709;
    AvOptions options;
    // What x264-params fixes makes the headers the same for every preset, so that they can be
    // exchanged.
    const bool set = options.set("preset", m_options.preset.constData()) &&
                     options.set("crf", "22") && options.set("profile", "high") &&
                     options.set("level", "4.1") && options.set("forced-idr", "1") &&
                     options.set("x264-params", "ref=1:cabac=1:8x8dct=1:weightp=0:bframes=0:"
                                                "stitchable=1:psy=0");
    const int opened =
        set ? avcodec_open2(m_video.get(), nullptr, options.address()) : AVERROR(ENOMEM);
    if (opened < 0) {
        return avError("opening libx264", opened);
    }
    return options.allUsed() ? Status()
                             : fail(ErrorCode::MediaFailed, QStringLiteral("libx264 options"));
}

Status StageEncoder::openAudio()
{
    auto context = allocate(avcodec_find_encoder_by_name("aac"));
    if (!context) {
        return fail(context.error());
    }
    m_audio = std::move(*context);
    m_audio->sample_fmt = AV_SAMPLE_FMT_FLTP;
    m_audio->sample_rate = AudioBlock::kSampleRate;
    m_audio->time_base = {1, AudioBlock::kSampleRate};
    m_audio->bit_rate = kAudioBitRate;
    m_audio->profile = FF_PROFILE_AAC_LOW;
    av_channel_layout_default(&m_audio->ch_layout, kChannels);
    const int opened = avcodec_open2(m_audio.get(), nullptr, nullptr);
    return opened < 0 ? Status(avError("opening aac", opened)) : Status();
}

Status StageEncoder::addPicture(const Picture &picture, int64_t frameIndex)
{
    if (picture.isNull() || picture.size() != m_options.size || frameIndex < m_nextFrame) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("picture of another size or order"));
    }
    auto frame = wrapPicture(picture);
    if (!frame) {
        return fail(frame.error());
    }
    (*frame)->pts = frameIndex;
    (*frame)->pict_type =
        std::exchange(m_keyFrameWanted, false) ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    m_nextFrame = frameIndex + 1;
    return encode(*m_video, frame->get(), m_options.videoSink);
}

Status StageEncoder::addAudio(std::span<const float> stereo)
{
    m_pendingAudio.insert(m_pendingAudio.end(), stereo.begin(), stereo.end());
    const auto frameSamples = static_cast<size_t>(m_audio->frame_size);
    size_t used = 0;
    while (m_pendingAudio.size() / kChannels - used >= frameSamples) {
        if (auto status = encodeAudioFrame(used, m_audio->frame_size); !status) {
            return status;
        }
        used += frameSamples;
    }
    m_pendingAudio.erase(m_pendingAudio.begin(),
                         m_pendingAudio.begin() + static_cast<std::ptrdiff_t>(used * kChannels));
    return {};
}

Status StageEncoder::encodeAudioFrame(size_t start, int samples)
{
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for a frame"));
    }
    frame->format = AV_SAMPLE_FMT_FLTP;
    frame->sample_rate = AudioBlock::kSampleRate;
    frame->nb_samples = samples;
    av_channel_layout_default(&frame->ch_layout, kChannels);
    if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0) {
        return avError("audio frame", error);
    }
    for (size_t channel = 0; channel < kChannels; ++channel) {
        auto *out = reinterpret_cast<float *>(frame->extended_data[channel]);
        for (size_t i = 0; i < static_cast<size_t>(samples); ++i) {
            out[i] = m_pendingAudio[(start + i) * kChannels + channel];
        }
    }
    frame->pts = m_audioSamples;
    m_audioSamples += samples;
    return encode(*m_audio, frame.get(), m_options.audioSink);
}

Status StageEncoder::finish()
{
    if (auto status = encode(*m_video, nullptr, m_options.videoSink); !status) {
        return status;
    }
    const auto rest = static_cast<int>(m_pendingAudio.size() / kChannels);
    if (rest > 0) {
        if (auto status = encodeAudioFrame(0, rest); !status) {
            return status;
        }
        m_pendingAudio.clear();
    }
    return encode(*m_audio, nullptr, m_options.audioSink);
}

Status StageEncoder::encode(AVCodecContext &codec, const AVFrame *frame, const PacketSink &sink)
{
    if (const int sent = avcodec_send_frame(&codec, frame); sent < 0) {
        return avError("encoding", sent);
    }
    while (true) {
        AvPacket packet(av_packet_alloc());
        if (!packet) {
            return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for a packet"));
        }
        const int received = avcodec_receive_packet(&codec, packet.get());
        if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) {
            return {};
        }
        if (received < 0) {
            return avError("encoding", received);
        }
        if (auto status = sink(std::move(packet)); !status) {
            return status;
        }
    }
}

} // namespace prosc
