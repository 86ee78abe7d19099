#include "app/media/preview/recording_preview.h"

#include "app/media/ffmpeg/av_pictures.h"
#include "app/media/ffmpeg/av_url.h"
#include "app/media/picture/jpeg_picture.h"
#include "app/media/picture/picture_scale.h"
#include "app/media/preview/preview_strip.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Larger frames are refused before memory is allocated: the file is untrusted.
constexpr int64_t kMaxPixels = 8192LL * 4352;
constexpr QSize kLargestPoster(1280, 720);
constexpr AVRational kNanoseconds{1, 1'000'000'000};

Result<AvInput> openRecording(const QString &path)
{
    if (!QFile::exists(path)) {
        return fail(ErrorCode::NotFound, path);
    }
    AvOptions options;
    // Opens nothing but this file, whatever it refers to.
    if (!options.set("protocol_whitelist", "file")) {
        return fail(ErrorCode::MediaFailed, u"memory"_s);
    }
    AVFormatContext *opened = nullptr;
    const auto url = avFileUrl(path);
    int error = avformat_open_input(&opened, url.constData(), av_find_input_format("mp4"),
                                    options.address());
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("avformat_open_input", error));
    }
    AvInput input(opened);
    error = avformat_find_stream_info(opened, nullptr);
    return error < 0
               ? Result<AvInput>(fail(ErrorCode::MediaFailed, avError("find_stream_info", error)))
               : std::move(input);
}

/// The decoder of one stream. Null decoder: no such stream, or nothing here decodes it.
struct Track
{
    AVStream *stream = nullptr;
    AvCodecContext decoder;

    Track(AVFormatContext &input, AVMediaType type)
    {
        const AVCodec *codec = nullptr;
        const int index = av_find_best_stream(&input, type, -1, -1, &codec, 0);
        if (index < 0) {
            return;
        }
        stream = input.streams[index];
        decoder.reset(avcodec_alloc_context3(codec));
        if (!decoder || avcodec_parameters_to_context(decoder.get(), stream->codecpar) < 0) {
            decoder.reset();
            return;
        }
        decoder->thread_count = 1;
        decoder->max_pixels = kMaxPixels;
        decoder->err_recognition = AV_EF_EXPLODE;
        decoder->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
        decoder->pkt_timebase = stream->time_base;
        if (avcodec_open2(decoder.get(), codec, nullptr) < 0) {
            decoder.reset();
        }
    }
    [[nodiscard]] MediaTime time(int64_t value) const
    {
        return value == AV_NOPTS_VALUE
                   ? MediaTime{}
                   : MediaTime(av_rescale_q(value, stream->time_base, kNanoseconds));
    }
    [[nodiscard]] bool has(const AVPacket &packet) const
    {
        return stream != nullptr && packet.stream_index == stream->index;
    }
};

/// A single pass over a recording.
class Reading
{
public:
    explicit Reading(AvInput input)
        : m_input(std::move(input)), m_video(*m_input, AVMEDIA_TYPE_VIDEO),
          m_audio(*m_input, AVMEDIA_TYPE_AUDIO)
    {
    }

    [[nodiscard]] Result<RecordingPreview> run()
    {
        if (!m_video.decoder && !m_audio.decoder) {
            return fail(ErrorCode::MediaFailed, u"neither pictures nor sound"_s);
        }
        prepare();
        readAll();
        return finish();
    }

private:
    void prepare()
    {
        for (unsigned i = 0; i < m_input->nb_streams; ++i) {
            auto *stream = m_input->streams[i];
            if (stream != m_video.stream && stream != m_audio.stream) {
                stream->discard = AVDISCARD_ALL;
            }
        }
        m_expected = m_input->duration > 0
                         ? MediaTime(av_rescale(m_input->duration, 1'000'000'000, AV_TIME_BASE))
                         : MediaTime(std::chrono::hours(1));
        if (m_video.stream != nullptr) {
            const auto &facts = *m_video.stream->codecpar;
            m_found.size = {facts.width, facts.height};
        }
    }

    void readAll()
    {
        const AvPacket packet(av_packet_alloc());
        int error = 0;
        while ((error = av_read_frame(m_input.get(), packet.get())) >= 0) {
            if (m_video.has(*packet)) {
                takePicture(*packet);
            } else if (m_audio.has(*packet)) {
                takeSound(packet.get());
            }
            av_packet_unref(packet.get());
        }
        if (error != AVERROR_EOF) {
            damaged(m_found.damagedPictures, m_found.duration);
        }
    }

    void damaged(int64_t &count, MediaTime at)
    {
        ++count;
        m_found.firstDamage = std::min(at, m_found.firstDamage.value_or(at));
    }

    void ended(const Track &track, const AVPacket &packet)
    {
        m_found.duration =
            std::max(m_found.duration, track.time(packet.pts) + track.time(packet.duration));
    }

    void takePicture(const AVPacket &packet)
    {
        ++m_found.pictures;
        ended(m_video, packet);
        if ((packet.flags & AV_PKT_FLAG_CORRUPT) != 0) {
            damaged(m_found.damagedPictures, m_video.time(packet.pts));
        }
        if ((packet.flags & AV_PKT_FLAG_KEY) == 0 || !m_video.decoder) {
            return;
        }
        ++m_found.keyPictures;
        auto frame = decodeKey(packet);
        if (!frame) {
            return damaged(m_found.damagedPictures, m_video.time(packet.pts));
        }
        frame->pts = m_video.time(packet.pts).count();
        if (const auto picture = pictureFromFrame(std::move(frame), Codec::H264)) {
            show(*picture);
        }
    }

    /// Decodes it independently of its neighbours. Null if it is damaged.
    [[nodiscard]] AvFrame decodeKey(const AVPacket &packet)
    {
        auto *decoder = m_video.decoder.get();
        AvFrame frame(av_frame_alloc());
        int error = avcodec_send_packet(decoder, &packet);
        error = error < 0 ? error : avcodec_send_packet(decoder, nullptr);
        error = error < 0 ? error : avcodec_receive_frame(decoder, frame.get());
        avcodec_flush_buffers(decoder);
        return error < 0 || frame->decode_error_flags != 0 ? AvFrame() : std::move(frame);
    }

    void show(const Picture &picture)
    {
        if (!m_strip) {
            m_strip.emplace(picture.size(), m_expected);
        }
        m_strip->add(picture);
        // The beginning is often black, or shows somebody looking for the button.
        if (m_poster.isNull() || m_poster.time < m_expected / 10) {
            m_poster = picture;
        }
    }

    void takeSound(const AVPacket *packet)
    {
        if (packet != nullptr) {
            ended(m_audio, *packet);
        }
        if (!m_audio.decoder) {
            return;
        }
        if (avcodec_send_packet(m_audio.decoder.get(), packet) < 0) {
            return damaged(m_found.damagedSounds,
                           packet != nullptr ? m_audio.time(packet->pts) : m_found.duration);
        }
        const AvFrame frame(av_frame_alloc());
        while (avcodec_receive_frame(m_audio.decoder.get(), frame.get()) >= 0) {
            m_samples += frame->nb_samples;
            m_sampleRate = frame->sample_rate;
        }
    }

    [[nodiscard]] Result<RecordingPreview> finish()
    {
        takeSound(nullptr);
        if (m_sampleRate > 0) {
            m_found.sound = MediaTime(av_rescale(m_samples, 1'000'000'000, m_sampleRate));
        }
        const int64_t named = m_video.stream != nullptr ? m_video.stream->nb_frames : 0;
        if (named > m_found.pictures) {
            m_found.damagedPictures += named - m_found.pictures;
            m_found.firstDamage = m_found.firstDamage.value_or(m_found.duration);
        }
        if (m_poster.isNull()) {
            return std::move(m_found);
        }
        const auto poster = makePoster();
        const auto strip = m_strip->finish();
        if (!poster || !strip) {
            return fail(poster ? strip.error() : poster.error());
        }
        m_found.poster = *poster;
        m_found.strip = *strip;
        m_found.tile = m_strip->tile();
        m_found.columns = m_strip->columns();
        m_found.tiles = m_strip->tiles();
        m_found.interval = m_strip->interval();
        return std::move(m_found);
    }

    [[nodiscard]] Result<QByteArray> makePoster()
    {
        const auto &from = *m_poster.buffer;
        m_found.posterSize = fittedSize(from.size, kLargestPoster);
        const auto target = allocatePicture(m_found.posterSize);
        const QRect all({0, 0}, m_found.posterSize);
        scalePicture(from, QRect({0, 0}, from.size), target, all);
        target.buffer->matrix = from.matrix;
        target.buffer->range = from.range;
        return encodeJpeg(*target.buffer);
    }

    AvInput m_input;
    Track m_video;
    Track m_audio;
    RecordingPreview m_found;
    MediaTime m_expected{};
    std::optional<PreviewStrip> m_strip;
    Picture m_poster;
    int64_t m_samples = 0;
    int m_sampleRate = 0;
};

} // namespace

Result<RecordingPreview> previewRecording(const QString &path)
{
    auto input = openRecording(path);
    return input ? Reading(std::move(*input)).run() : fail(input.error());
}

} // namespace prosc
