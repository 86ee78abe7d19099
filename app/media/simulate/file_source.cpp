#include "app/media/simulate/file_source.h"

#include "app/media/ffmpeg/av_pictures.h"
#include "app/media/ffmpeg/av_url.h"
#include "app/media/picture/picture_scale.h"
#include "app/media/send/simulcast_encoder.h"
#include "app/media/sound/opus_codec.h"

#include <QFile>

#include <functional>
#include <optional>

extern "C" {
#include <libavutil/opt.h>
}

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::seconds kMost{60};
constexpr int kFps = 30;
constexpr int kBitRate = 1'500'000;
constexpr QSize kLargest(1920, 1080);

/// Reads and decodes one stream of a file.
class StreamReader
{
public:
    /// False stops reading.
    using Output = std::function<Result<bool>(AvFrame)>;

    [[nodiscard]] static Result<StreamReader> open(const QString &path, AVMediaType type)
    {
        if (!QFile::exists(path)) {
            return fail(ErrorCode::NotFound, u"media file"_s);
        }
        AVFormatContext *opened = nullptr;
        int error = avformat_open_input(&opened, avFileUrl(path).constData(), nullptr, nullptr);
        if (error < 0) {
            return fail(ErrorCode::MediaFailed, avError("avformat_open_input", error));
        }
        StreamReader reader{AvInput(opened)};
        if (error = avformat_find_stream_info(opened, nullptr); error < 0) {
            return fail(ErrorCode::MediaFailed, avError("avformat_find_stream_info", error));
        }
        const AVCodec *decoder = nullptr;
        reader.m_stream = av_find_best_stream(opened, type, -1, -1, &decoder, 0);
        if (reader.m_stream < 0) {
            return fail(ErrorCode::MediaFailed, avError("av_find_best_stream", reader.m_stream));
        }
        reader.m_context.reset(avcodec_alloc_context3(decoder));
        error = avcodec_parameters_to_context(reader.m_context.get(), reader.stream().codecpar);
        if (error < 0 || (error = avcodec_open2(reader.m_context.get(), decoder, nullptr)) < 0) {
            return fail(ErrorCode::MediaFailed, avError("avcodec_open2", error));
        }
        return reader;
    }

    /// Passes every decoded frame to `output`.
    [[nodiscard]] Status read(const Output &output)
    {
        AvPacket packet(av_packet_alloc());
        bool more = true;
        while (more && av_read_frame(m_input.get(), packet.get()) >= 0) {
            const bool ours = packet->stream_index == m_stream;
            // A damaged packet costs its frame, not the file.
            const bool sent = ours && avcodec_send_packet(m_context.get(), packet.get()) >= 0;
            if (ours) {
                noteEnd(*packet);
            }
            av_packet_unref(packet.get());
            if (sent) {
                auto going = drain(output);
                if (!going) {
                    return fail(going.error());
                }
                more = *going;
            }
        }
        if (more && avcodec_send_packet(m_context.get(), nullptr) >= 0) {
            if (const auto drained = drain(output); !drained) {
                return fail(drained.error());
            }
        }
        return {};
    }

    [[nodiscard]] MediaTime timeOf(const AVFrame &frame) const
    {
        return fromStream(frame.best_effort_timestamp);
    }
    /// Latest end of the packets read, as far as the file says.
    [[nodiscard]] MediaTime end() const { return m_end; }
    [[nodiscard]] const AVCodecContext &context() const { return *m_context; }

private:
    explicit StreamReader(AvInput input) : m_input(std::move(input)) {}

    [[nodiscard]] const AVStream &stream() const { return *m_input->streams[m_stream]; }
    [[nodiscard]] MediaTime fromStream(int64_t time) const
    {
        return MediaTime(av_rescale_q(time, stream().time_base, AVRational{1, 1'000'000'000}));
    }
    /// Taken from packets: frames store their duration differently in different versions of FFmpeg.
    void noteEnd(const AVPacket &packet)
    {
        if (packet.pts != AV_NOPTS_VALUE && packet.duration > 0) {
            m_end = std::max(m_end, fromStream(packet.pts + packet.duration));
        }
    }

    [[nodiscard]] Result<bool> drain(const Output &output)
    {
        for (;;) {
            AvFrame frame(av_frame_alloc());
            if (!frame || avcodec_receive_frame(m_context.get(), frame.get()) < 0) {
                return true;
            }
            auto going = output(std::move(frame));
            if (!going || !*going) {
                return going;
            }
        }
    }

    AvInput m_input;
    AvCodecContext m_context;
    int m_stream = -1;
    MediaTime m_end{};
};

/// Times of a file's frames, relative to the first.
class PictureTimes
{
public:
    /// Time of the next frame; nullopt once it is past the first minute.
    [[nodiscard]] std::optional<MediaTime> add(MediaTime inFile)
    {
        m_first = m_first.value_or(inFile);
        const MediaTime time = inFile - *m_first;
        m_step = time > m_last ? time - m_last : m_step;
        m_last = time;
        m_isCut = time >= kMost;
        return m_isCut ? std::nullopt : std::optional(time);
    }

    /// Until the first frame that was not taken, otherwise until the end of the last one, so that
    /// the loop keeps the film's pace.
    [[nodiscard]] MediaTime length(MediaTime endInFile) const
    {
        const MediaTime end = endInFile - m_first.value_or(MediaTime::zero());
        if (m_isCut) {
            return m_last;
        }
        return end > m_last ? end : m_last + m_step;
    }

private:
    std::optional<MediaTime> m_first;
    MediaTime m_last{};
    MediaTime m_step = MediaTime(std::chrono::seconds(1)) / kFps;
    bool m_isCut = false;
};

QSize loopSize(QSize picture)
{
    if (picture.width() > kLargest.width() || picture.height() > kLargest.height()) {
        picture = picture.scaled(kLargest, Qt::KeepAspectRatio);
    }
    return {picture.width() & ~1, picture.height() & ~1};
}

/// `picture` in VP8's colours (BT.601), scaled to `size`.
Picture prepared(const Picture &picture, QSize size)
{
    const auto &from = *picture.buffer;
    const auto target = allocatePicture(size);
    const QRect all({0, 0}, size);
    scalePicture(from, QRect({0, 0}, from.size), target, all);
    convertColours(target, all, {from.matrix, from.range}, ColourMatrix::Bt601);
    return {target.buffer, picture.time};
}

SwrHandle converterFor(const AVFrame &frame)
{
    SwrHandle converter(swr_alloc());
    if (!converter) {
        return {};
    }
    // AVChannelLayout is the channel API that FFmpeg 5.1 to 7 share.
    AVChannelLayout stereo;
    av_channel_layout_default(&stereo, 2);
    auto *options = converter.get();
    av_opt_set_chlayout(options, "in_chlayout", &frame.ch_layout, 0);
    av_opt_set_chlayout(options, "out_chlayout", &stereo, 0);
    av_opt_set_int(options, "in_sample_rate", frame.sample_rate, 0);
    av_opt_set_int(options, "out_sample_rate", AudioBlock::kSampleRate, 0);
    av_opt_set_sample_fmt(options, "in_sample_fmt", static_cast<AVSampleFormat>(frame.format), 0);
    av_opt_set_sample_fmt(options, "out_sample_fmt", AV_SAMPLE_FMT_FLT, 0);
    return swr_init(options) >= 0 ? std::move(converter) : SwrHandle();
}

Result<std::vector<float>> convertedSound(SwrContext *converter, const AVFrame &frame)
{
    const int most = swr_get_out_samples(converter, frame.nb_samples);
    std::vector<float> stereo(static_cast<size_t>(2 * std::max(0, most)));
    auto *out = reinterpret_cast<uint8_t *>(stereo.data());
    const auto **in = const_cast<const uint8_t **>(frame.extended_data);
    const int got = swr_convert(converter, &out, most, in, frame.nb_samples);
    if (got < 0) {
        return fail(ErrorCode::MediaFailed, avError("swr_convert", got));
    }
    stereo.resize(static_cast<size_t>(2 * got));
    return stereo;
}

} // namespace

Status loopVideoFile(const QString &path, int layers, EncodedLoop &loop)
{
    auto reader = StreamReader::open(path, AVMEDIA_TYPE_VIDEO);
    if (!reader) {
        return fail(reader.error());
    }
    std::optional<SimulcastEncoder> encoder;
    int untilKey = 0;
    PictureTimes times;
    const auto read = reader->read([&](AvFrame frame) -> Result<bool> {
        const auto time = times.add(reader->timeOf(*frame));
        if (!time) {
            return false;
        }
        auto picture = pictureFromFrame(std::move(frame), Codec::H264);
        if (!picture) {
            return fail(picture.error());
        }
        if (!encoder) {
            Vp8Encoder::Options options;
            options.size = loopSize(picture->size());
            options.bitRate = kBitRate;
            options.keyFrameEvery = kFps;
            auto created = SimulcastEncoder::create({options, layers});
            if (!created) {
                return fail(created.error());
            }
            encoder.emplace(std::move(*created));
        }
        picture->time = *time;
        // Key frames coincide in all layers.
        const auto kind = untilKey == 0 ? Vp8Encoder::Frame::Key : Vp8Encoder::Frame::Any;
        untilKey = untilKey == 0 ? kFps - 1 : untilKey - 1;
        const auto encoded =
            encoder->encode(prepared(*picture, encoder->size()), kind,
                            [&](EncodedFrame out) { loop.video.push_back(std::move(out)); });
        return encoded ? Result<bool>(true) : fail(encoded.error());
    });
    if (read && loop.video.empty()) {
        return fail(ErrorCode::MediaFailed, u"no picture in the file"_s);
    }
    loop.videoLength = times.length(reader->end());
    return read;
}

Status loopAudioFile(const QString &path, EncodedLoop &loop)
{
    auto reader = StreamReader::open(path, AVMEDIA_TYPE_AUDIO);
    if (!reader) {
        return fail(reader.error());
    }
    SwrHandle converter;
    AudioBlock sound;
    const auto most = static_cast<size_t>(2 * AudioBlock::kSampleRate) * kMost.count();
    const auto read = reader->read([&](AvFrame frame) -> Result<bool> {
        if (!converter) {
            converter = converterFor(*frame);
        }
        if (!converter) {
            return fail(ErrorCode::MediaFailed, u"swr_init"_s);
        }
        const auto stereo = convertedSound(converter.get(), *frame);
        if (!stereo) {
            return fail(stereo.error());
        }
        sound.samples.insert(sound.samples.end(), stereo->begin(), stereo->end());
        return sound.samples.size() < most;
    });
    if (!read) {
        return read;
    }
    // Whole packets, so that the loop's length is exact.
    const size_t packet = 2 * OpusTrackEncoder::kPacketFrames;
    sound.samples.resize(std::min<size_t>(sound.samples.size(), most) / packet * packet);
    if (sound.samples.empty()) {
        return fail(ErrorCode::MediaFailed, u"no sound in the file"_s);
    }
    auto encoder = OpusTrackEncoder::create(2, OpusTrackEncoder::Content::Anything);
    if (!encoder) {
        return fail(encoder.error());
    }
    loop.audioLength = std::chrono::milliseconds(sound.samples.size() / packet * 20);
    return encoder->encode(sound, [&](EncodedFrame out) { loop.audio.push_back(std::move(out)); });
}

} // namespace prosc
