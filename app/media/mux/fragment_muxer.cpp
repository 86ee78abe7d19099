#include "app/media/mux/fragment_muxer.h"

#include "app/media/ffmpeg/av_pictures.h"
#include "app/media/mux/text_track.h"
#include "app/mp4/boxes.h"
#include "app/mp4/recording_limits.h"

extern "C" {
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr AVRational kMicroseconds{1, 1'000'000};
// Larger than a fragment at the maximum bit rate, so that each arrives in one call.
constexpr int kIoBufferBytes = 4 * 1024 * 1024;
constexpr int kVideoStream = 0;
constexpr int kAudioStream = 1;

} // namespace

FragmentMuxer::FragmentMuxer(ChunkSink sink) : m_sink(std::move(sink)) {}
FragmentMuxer::~FragmentMuxer() = default;

Result<std::unique_ptr<FragmentMuxer>> FragmentMuxer::create(const AVCodecContext &video,
                                                             const AVCodecContext &audio,
                                                             TextTracks text, ChunkSink sink)
{
    std::unique_ptr<FragmentMuxer> muxer(new FragmentMuxer(std::move(sink)));
    if (auto status = muxer->open(video, audio, text); !status) {
        return fail(status.error());
    }
    return muxer;
}

Status FragmentMuxer::open(const AVCodecContext &video, const AVCodecContext &audio,
                           TextTracks text)
{
    AVFormatContext *format = nullptr;
    if (const int error = avformat_alloc_output_context2(&format, nullptr, "mp4", nullptr);
        error < 0) {
        return fail(ErrorCode::MediaFailed, avError("mp4 muxer", error));
    }
    m_format.reset(format);
    auto *buffer = static_cast<unsigned char *>(av_malloc(kIoBufferBytes));
    auto *io = buffer
                   ? avio_alloc_context(buffer, kIoBufferBytes, 1, this, nullptr, nullptr, nullptr)
                   : nullptr;
    if (io == nullptr) {
        av_free(buffer);
        return fail(ErrorCode::MediaFailed, u"no memory for the muxer"_s);
    }
    m_io.reset(io);
    m_io->write_data_type = &FragmentMuxer::onData;
    m_io->seekable = 0;
    m_format->pb = m_io.get();
    m_format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_FLUSH_PACKETS;
    for (const auto *codec : {&video, &audio}) {
        if (auto status = addStream(*codec); !status) {
            return status;
        }
    }
    for (const auto &[wanted, kind] : {std::pair{text.subtitles, Caption::Kind::Subtitle},
                                       std::pair{text.chapters, Caption::Kind::Chapter}}) {
        if (wanted) {
            const auto stream = addTextStream(*m_format, kind);
            if (!stream) {
                return fail(stream.error());
            }
            m_text.push_back({kind, (*stream)->index, false, {}});
        }
    }
    m_samples.resize(m_format->nb_streams);
    m_videoTimeBase = video.time_base;
    m_audioTimeBase = audio.time_base;

    AvOptions options;
    const bool set =
        options.set("movflags", "frag_custom+delay_moov+default_base_moof+skip_trailer") &&
        options.set("fflags", "+bitexact"); // no libavformat version in the file
    const int error =
        set ? avformat_write_header(m_format.get(), options.address()) : AVERROR(ENOMEM);
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("mp4 header", error));
    }
    return options.allUsed() ? Status() : fail(ErrorCode::MediaFailed, u"mp4 options"_s);
}

Status FragmentMuxer::addStream(const AVCodecContext &codec)
{
    auto *stream = avformat_new_stream(m_format.get(), nullptr);
    if (stream == nullptr) {
        return fail(ErrorCode::MediaFailed, u"no memory for a stream"_s);
    }
    if (const int error = avcodec_parameters_from_context(stream->codecpar, &codec); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("stream", error));
    }
    stream->time_base = codec.time_base;
    stream->avg_frame_rate = codec.framerate;
    return {};
}

void FragmentMuxer::expectVideo(int64_t frame)
{
    // Its packet may have arrived first.
    if (frame > m_lastVideo) {
        m_expected.push_back(frame);
    }
}

Status FragmentMuxer::addVideo(AvPacket packet)
{
    const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
    const auto frame = packet->dts;
    while (!m_expected.empty() && m_expected.front() <= frame) {
        m_expected.pop_front();
    }
    m_lastVideo = frame;
    const bool cutsBefore = key && !m_waitingVideo.empty() && m_soundEnd > m_fragmentStart;
    m_waitingVideo.push_back(std::move(packet));
    if (cutsBefore && isComplete()) {
        // At the end of all audio received so far, whose packets have no gaps.
        return cutAt(m_soundEnd);
    }
    return followSound();
}

Status FragmentMuxer::addAudio(AvPacket packet)
{
    const auto end = packet->pts + packet->duration;
    m_soundEnd = Time(av_rescale_q(end, m_audioTimeBase, kMicroseconds));
    m_audioSeen = true;
    m_waitingAudio.push_back(std::move(packet));
    return followSound();
}

Status FragmentMuxer::addCaption(const Caption &caption)
{
    const auto track = std::find_if(m_text.begin(), m_text.end(), [&](const TextTrack &text) {
        return text.kind == caption.kind;
    });
    if (track == m_text.end()) {
        return {};
    }
    auto packet = textPacket(caption, m_format->streams[kVideoStream]->avg_frame_rate.num);
    if (!packet) {
        return fail(packet.error());
    }
    track->begun = true;
    track->waiting.push_back(std::move(*packet));
    return followSound();
}

Status FragmentMuxer::followSound()
{
    // One frame of margin: by then expectVideo() has announced the picture at the boundary.
    const Time frame(av_rescale_q(1, m_videoTimeBase, kMicroseconds));
    while (isComplete() && m_soundEnd >= m_fragmentStart + kFragmentLength + frame) {
        if (auto status = cutAt(m_fragmentStart + kFragmentLength); !status) {
            return status;
        }
    }
    return {};
}

Status FragmentMuxer::cutAt(Time end)
{
    m_fragmentEnd = end;
    if (auto status = writeBefore(end); !status) {
        return status;
    }
    const auto status = cut();
    m_fragmentStart = end;
    return status;
}

Status FragmentMuxer::writeBefore(Time end)
{
    const auto frame = av_rescale_q_rnd(end.count(), kMicroseconds, m_videoTimeBase, AV_ROUND_UP);
    return writeVideo(frame, frame).and_then([&] { return writeAudioBefore(end); }).and_then([&] {
        return writeTextBefore(end);
    });
}

Status FragmentMuxer::writeRest(int64_t lastFrame)
{
    return writeVideo(std::numeric_limits<int64_t>::max(), lastFrame)
        .and_then([this] { return writeAudioBefore(Time::max()); })
        .and_then([this] { return writeTextBefore(Time::max()); });
}

int64_t FragmentMuxer::endOfPicture(int64_t frame, int64_t known) const
{
    if (!m_waitingVideo.empty()) {
        return m_waitingVideo.front()->dts;
    }
    return std::max(m_expected.empty() ? known : m_expected.front(), frame + 1);
}

Status FragmentMuxer::writeVideo(int64_t before, int64_t known)
{
    while (!m_waitingVideo.empty() && m_waitingVideo.front()->dts < before) {
        const bool key = (m_waitingVideo.front()->flags & AV_PKT_FLAG_KEY) != 0;
        if (key && m_samples[kVideoStream] > 0) {
            break; // it begins the next fragment
        }
        m_fragmentKey |= key;
        const auto packet = std::move(m_waitingVideo.front());
        m_waitingVideo.pop_front();
        packet->duration = endOfPicture(packet->dts, known) - packet->dts;
        if (auto status = write(*packet, kVideoStream); !status) {
            return status;
        }
    }
    return {};
}

Status FragmentMuxer::writeAudioBefore(Time end)
{
    while (!m_waitingAudio.empty() && av_rescale_q(m_waitingAudio.front()->pts, m_audioTimeBase,
                                                   kMicroseconds) < end.count()) {
        if (auto status = write(*m_waitingAudio.front(), kAudioStream); !status) {
            return status;
        }
        m_waitingAudio.pop_front();
    }
    return {};
}

Status FragmentMuxer::writeTextBefore(Time end)
{
    for (auto &track : m_text) {
        while (!track.waiting.empty() && av_rescale_q(track.waiting.front()->pts, kTextTimeBase,
                                                      kMicroseconds) < end.count()) {
            if (auto status = write(*track.waiting.front(), track.stream); !status) {
                return status;
            }
            track.waiting.pop_front();
        }
    }
    return {};
}

bool FragmentMuxer::isComplete() const
{
    return m_lastVideo >= 0 && m_audioSeen &&
           std::all_of(m_text.begin(), m_text.end(),
                       [](const TextTrack &track) { return track.begun; });
}

Status FragmentMuxer::write(AVPacket &packet, int stream)
{
    auto &samples = m_samples[static_cast<size_t>(stream)];
    // Leaves room for the fragment's index.
    const bool isFull =
        samples >= RecordingLimits::kSamples ||
        m_bytes + packet.size + RecordingLimits::kIndexBoxBytes > RecordingLimits::kFragmentBytes;
    if (isFull && m_headerWritten) {
        // This extra fragment completes no more of the file than the previous one.
        const auto end = std::exchange(m_fragmentEnd, m_fragmentStart);
        if (auto status = cut(); !status) {
            return status;
        }
        m_fragmentEnd = end;
    }
    ++samples;
    m_bytes += packet.size;
    packet.stream_index = stream;
    const auto from = stream == kVideoStream   ? m_videoTimeBase
                      : stream == kAudioStream ? m_audioTimeBase
                                               : kTextTimeBase;
    av_packet_rescale_ts(&packet, from, m_format->streams[stream]->time_base);
    const int error = av_write_frame(m_format.get(), &packet);
    return error < 0 ? Status(fail(ErrorCode::MediaFailed, avError("mp4 packet", error)))
                     : Status();
}

Status FragmentMuxer::cut()
{
    // The first flush writes only the header, so flush again until the fragment is out.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const int error = av_write_frame(m_format.get(), nullptr); error < 0) {
            return fail(ErrorCode::MediaFailed, avError("mp4 fragment", error));
        }
        avio_flush(m_io.get());
        if (m_io->error < 0) {
            return fail(ErrorCode::MediaFailed, avError("mp4 fragment", m_io->error));
        }
        if (!m_chunks.empty() && m_chunks.back().kind == FileUnit::Kind::Fragment) {
            break;
        }
    }
    // Otherwise libavformat starts each track where the previous fragment ended, and a picture
    // after a gap would be shown too early.
    if (const int error = av_opt_set(m_format->priv_data, "movflags", "+frag_discont", 0);
        error < 0) {
        return fail(ErrorCode::MediaFailed, avError("mp4 frag_discont", error));
    }
    return deliver();
}

Status FragmentMuxer::deliver()
{
    while (!m_chunks.empty()) {
        auto chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        if (chunk.kind == FileUnit::Kind::Header) {
            BoxHeader fileType;
            if (parseBoxHeader(chunk.bytes, fileType) != HeaderState::Complete ||
                fileType.type != boxType("ftyp") || fileType.bytes > chunk.bytes.size()) {
                return fail(ErrorCode::MediaFailed, u"header without ftyp"_s);
            }
            // Neither the header nor the fragments contain absolute offsets, so the insertion
            // invalidates none.
            chunk.bytes.insert(static_cast<qsizetype>(fileType.bytes), freeBox());
            m_headerWritten = true;
        } else {
            chunk.time = m_fragmentStart;
            chunk.end = m_fragmentEnd;
            chunk.key = m_fragmentKey;
        }
        if (auto status = m_sink(std::move(chunk)); !status) {
            return status;
        }
    }
    std::fill(m_samples.begin(), m_samples.end(), size_t{0});
    m_bytes = 0;
    m_fragmentKey = false;
    return {};
}

Status FragmentMuxer::finish(int64_t end)
{
    const Time length(av_rescale_q(end, m_videoTimeBase, kMicroseconds));
    m_fragmentEnd = std::max(length, m_fragmentStart);
    while (hasWaiting()) {
        // More than one fragment if there is more than one key frame.
        if (auto status = writeRest(end); !status) {
            return status;
        }
        if (auto status = cut(); !status) {
            return status;
        }
        m_fragmentStart = m_fragmentEnd;
    }
    // With skip_trailer this writes nothing.
    const int error = av_write_trailer(m_format.get());
    return error < 0 ? Status(fail(ErrorCode::MediaFailed, avError("mp4 end", error))) : deliver();
}

bool FragmentMuxer::hasWaiting() const
{
    return !m_waitingVideo.empty() || !m_waitingAudio.empty() ||
           std::ranges::any_of(m_text, [](const TextTrack &text) { return !text.waiting.empty(); });
}

void FragmentMuxer::take(const uint8_t *data, int size, AVIODataMarkerType type)
{
    const bool continues = type == AVIO_DATA_MARKER_UNKNOWN || type == AVIO_DATA_MARKER_FLUSH_POINT;
    if (!continues || m_chunks.empty()) {
        m_chunks.emplace_back();
        m_chunks.back().kind =
            type == AVIO_DATA_MARKER_HEADER ? FileUnit::Kind::Header : FileUnit::Kind::Fragment;
    }
    m_chunks.back().bytes.append(reinterpret_cast<const char *>(data), size);
}

#if LIBAVFORMAT_VERSION_MAJOR >= 61
int FragmentMuxer::onData(void *self, const uint8_t *data, int size, AVIODataMarkerType type,
                          int64_t)
#else
int FragmentMuxer::onData(void *self, uint8_t *data, int size, AVIODataMarkerType type, int64_t)
#endif
{
    static_cast<FragmentMuxer *>(self)->take(data, size, type);
    return size;
}

} // namespace prosc
