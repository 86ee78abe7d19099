#include "app/media/encode/video_encoder.h"

#include "app/base/logging.h"
#include "app/media/encode/encoder_catalogue.h"
#include "app/media/ffmpeg/av_pictures.h"
#include "app/media/ffmpeg/h264_headers.h"
#include "app/recording/ports.h"
#include "app/stage/frame_rate.h"

#include <libyuv.h>

#include <algorithm>
#include <cstring>

extern "C" {
#include <libavutil/hwcontext.h>
}

using namespace Qt::StringLiterals;

namespace prosc {

// The disk-space forecast and reserve rely on this limit; the remainder is for audio and text.
static_assert(VideoSettings::kMaxRate + 200'000 <= kMostBitRate);

namespace {

constexpr int kHighProfile = 100; // ITU-T H.264, A.2.4; libavcodec renamed its constant in 6.1
/// Pool size in the device's memory: the encoder's reference pictures and the one being uploaded.
constexpr int kDevicePictures = 16;

tl::unexpected<Error> noMemory(const char *what)
{
    return fail(ErrorCode::MediaFailed, u"no memory for %1"_s.arg(QLatin1String(what)));
}

void describe(AVFrame &frame, AVPixelFormat format, QSize size)
{
    frame.format = format;
    frame.width = size.width();
    frame.height = size.height();
    frame.color_range = AVCOL_RANGE_MPEG;
    frame.colorspace = AVCOL_SPC_BT709;
    frame.color_primaries = AVCOL_PRI_BT709;
    frame.color_trc = AVCOL_TRC_BT709;
}

/// Wraps the picture's memory without a copy and keeps it alive until libav releases it.
Result<AvFrame> wrapPicture(const Picture &picture)
{
    auto frame = frameFromPicture(picture);
    if (!frame) {
        return noMemory("a frame");
    }
    describe(*frame, AV_PIX_FMT_YUV420P, picture.size());
    return frame;
}

/// Copies the picture with its chroma interleaved, as hardware encoders take it.
Result<AvFrame> toNv12(const Picture &picture)
{
    AvFrame frame(av_frame_alloc());
    if (!frame) {
        return noMemory("a frame");
    }
    const auto &buffer = *picture.buffer;
    describe(*frame, AV_PIX_FMT_NV12, buffer.size);
    if (const int error = av_frame_get_buffer(frame.get(), 0); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("frame", error));
    }
    libyuv::I420ToNV12(buffer.planes[0], buffer.strides[0], buffer.planes[1], buffer.strides[1],
                       buffer.planes[2], buffer.strides[2], frame->data[0], frame->linesize[0],
                       frame->data[1], frame->linesize[1], buffer.size.width(),
                       buffer.size.height());
    return frame;
}

class LibavVideoEncoder final : public VideoEncoder
{
public:
    [[nodiscard]] Status open(const EncoderEntry &entry, const VideoSettings &settings);

    Status encode(const Picture &picture, int64_t frame, Kind kind, Packets &packets) override;
    Result<Drained> drain(Packets &packets) override;
    const AVCodecContext &context() const override { return *m_codec; }

private:
    void describeStream(const EncoderEntry &entry, const VideoSettings &settings);
    [[nodiscard]] Status openDevice(const EncoderEntry &entry);
    [[nodiscard]] Result<AvFrame> frameOf(const Picture &picture) const;
    /// Appends the next packet; false when none is ready.
    [[nodiscard]] Result<bool> receive(Packets &packets);

    AVPixelFormat m_format = AV_PIX_FMT_NONE;
    bool m_draining = false;
    AvCodecContext m_codec;
};

Status LibavVideoEncoder::open(const EncoderEntry &entry, const VideoSettings &settings)
{
    const auto *codec = avcodec_find_encoder_by_name(entry.codec);
    if (codec == nullptr) {
        return fail(ErrorCode::EncoderMissing,
                    u"libavcodec lacks %1"_s.arg(QLatin1String(entry.codec)));
    }
    m_codec.reset(avcodec_alloc_context3(codec));
    if (!m_codec) {
        return noMemory("an encoder");
    }
    m_format = entry.format;
    describeStream(entry, settings);
    if (auto status = openDevice(entry); !status) {
        return status;
    }
    AvOptions options;
    bool set = options.parse(entry.options);
    for (const auto &preset : x264Presets()) {
        if (entry.presets && preset.name == settings.preset) {
            set = set && options.set("preset", preset.name.constData()) &&
                  options.parse(preset.options.constData());
        }
    }
    const int opened =
        set ? avcodec_open2(m_codec.get(), nullptr, options.address()) : AVERROR(EINVAL);
    if (opened < 0) {
        return fail(ErrorCode::MediaFailed, avError(entry.codec, opened));
    }
    if (!options.allUsed()) {
        // Options differ between versions of libavcodec; the probe checks the actual output.
        qCDebug(logMedia) << "not all options are known to" << entry.codec;
    }
    return {};
}

void LibavVideoEncoder::describeStream(const EncoderEntry &entry, const VideoSettings &settings)
{
    m_codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER; // parameter sets go into the sample description
    m_codec->width = settings.size.width();
    m_codec->height = settings.size.height();
    m_codec->pix_fmt = entry.format;
    m_codec->profile = kHighProfile;
    m_codec->time_base = {1, kFrameRate};
    m_codec->framerate = {kFrameRate, 1};
    m_codec->sample_aspect_ratio = {1, 1};
    m_codec->gop_size = VideoSettings::kKeyFrameInterval;
    m_codec->max_b_frames = 0;
    m_codec->rc_max_rate = VideoSettings::kMaxRate;
    m_codec->rc_buffer_size = VideoSettings::kMaxRate;
    m_codec->thread_count = settings.threads;
    m_codec->color_range = AVCOL_RANGE_MPEG;
    m_codec->colorspace = AVCOL_SPC_BT709;
    m_codec->color_primaries = AVCOL_PRI_BT709;
    m_codec->color_trc = AVCOL_TRC_BT709;
    if (entry.bitRate > 0) {
        m_codec->bit_rate = entry.bitRate;
    }
    if (entry.quality > 0) {
        m_codec->global_quality = entry.quality;
    }
}

Status LibavVideoEncoder::openDevice(const EncoderEntry &entry)
{
    if (entry.device == AV_HWDEVICE_TYPE_NONE) {
        return {};
    }
    AVBufferRef *device = nullptr;
    if (const int error = av_hwdevice_ctx_create(&device, entry.device, nullptr, nullptr, 0);
        error < 0) {
        return fail(ErrorCode::MediaFailed,
                    avError(av_hwdevice_get_type_name(entry.device), error));
    }
    const AvBuffer deviceOwner(device);
    AvBuffer frames(av_hwframe_ctx_alloc(device));
    if (!frames) {
        return noMemory("a device's pictures");
    }
    auto *pictures = reinterpret_cast<AVHWFramesContext *>(frames->data);
    pictures->format = entry.deviceFormat;
    pictures->sw_format = entry.format;
    pictures->width = m_codec->width;
    pictures->height = m_codec->height;
    pictures->initial_pool_size = kDevicePictures;
    if (const int error = av_hwframe_ctx_init(frames.get()); error < 0) {
        return fail(ErrorCode::MediaFailed,
                    avError(av_hwdevice_get_type_name(entry.device), error));
    }
    m_codec->pix_fmt = entry.deviceFormat;
    m_codec->hw_frames_ctx = frames.release(); // m_codec owns it now
    return {};
}

Result<AvFrame> LibavVideoEncoder::frameOf(const Picture &picture) const
{
    auto frame = m_format == AV_PIX_FMT_NV12 ? toNv12(picture) : wrapPicture(picture);
    if (!frame || m_codec->hw_frames_ctx == nullptr) {
        return frame;
    }
    AvFrame uploaded(av_frame_alloc());
    if (!uploaded) {
        return noMemory("a frame");
    }
    if (const int error = av_hwframe_get_buffer(m_codec->hw_frames_ctx, uploaded.get(), 0);
        error < 0) {
        return fail(ErrorCode::MediaFailed, avError("a device's picture", error));
    }
    if (const int error = av_hwframe_transfer_data(uploaded.get(), frame->get(), 0); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("upload", error));
    }
    describe(*uploaded, m_codec->pix_fmt, picture.size());
    return uploaded;
}

Status LibavVideoEncoder::encode(const Picture &picture, int64_t frame, Kind kind, Packets &packets)
{
    auto input = frameOf(picture);
    if (!input) {
        return fail(input.error());
    }
    (*input)->pts = frame;
    (*input)->pict_type = kind == Kind::Key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    if (const int sent = avcodec_send_frame(m_codec.get(), input->get()); sent < 0) {
        return fail(ErrorCode::MediaFailed, avError("encoding", sent));
    }
    for (;;) {
        const auto received = receive(packets);
        if (!received) {
            return fail(received.error());
        }
        if (!*received) {
            return {};
        }
    }
}

Result<VideoEncoder::Drained> LibavVideoEncoder::drain(Packets &packets)
{
    if (!std::exchange(m_draining, true)) {
        if (const int sent = avcodec_send_frame(m_codec.get(), nullptr); sent < 0) {
            return fail(ErrorCode::MediaFailed, avError("ending the encoder", sent));
        }
    }
    const auto received = receive(packets);
    if (!received) {
        return fail(received.error());
    }
    return *received ? Drained::More : Drained::All;
}

Result<bool> LibavVideoEncoder::receive(Packets &packets)
{
    AvPacket packet(av_packet_alloc());
    if (!packet) {
        return noMemory("a packet");
    }
    const int received = avcodec_receive_packet(m_codec.get(), packet.get());
    if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) {
        return false;
    }
    if (received < 0) {
        return fail(ErrorCode::MediaFailed, avError("encoding", received));
    }
    packets.push_back(std::move(packet));
    return true;
}

} // namespace

Result<std::unique_ptr<VideoEncoder>> openVideoEncoder(const EncoderEntry &entry,
                                                       const VideoSettings &settings)
{
    auto encoder = std::make_unique<LibavVideoEncoder>();
    if (auto status = encoder->open(entry, settings); !status) {
        return fail(status.error());
    }
    return encoder;
}

} // namespace prosc
