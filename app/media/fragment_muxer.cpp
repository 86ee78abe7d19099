#include "app/media/fragment_muxer.h"

#include "app/media/av_pictures.h"
#include "app/media/text_track.h"
#include "app/mp4/boxes.h"

extern "C" {
#include <libavutil/mathematics.h>
}

#include <algorithm>
#include <limits>
#include <utility>

namespace prosc {

namespace {

constexpr AVRational kMicroseconds{1, 1'000'000};
// Larger than a fragment at the highest bit rate, so that each comes in one call.
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
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for the muxer"));
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
    m_videoTimeBase = video.time_base;
    m_audioTimeBase = audio.time_base;

    AvOptions options;
    const bool set =
        options.set("movflags", "frag_custom+delay_moov+default_base_moof+skip_trailer") &&
        options.set("fflags", "+bitexact"); // no version of ours in every file
    const int error =
        set ? avformat_write_header(m_format.get(), options.address()) : AVERROR(ENOMEM);
    if (error < 0) {
        return fail(ErrorCode::MediaFailed, avError("mp4 header", error));
    }
    return options.allUsed() ? Status()
                             : fail(ErrorCode::MediaFailed, QStringLiteral("mp4 options"));
}

Status FragmentMuxer::addStream(const AVCodecContext &codec)
{
    auto *stream = avformat_new_stream(m_format.get(), nullptr);
    if (stream == nullptr) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no memory for a stream"));
    }
    if (const int error = avcodec_parameters_from_context(stream->codecpar, &codec); error < 0) {
        return fail(ErrorCode::MediaFailed, avError("stream", error));
    }
    stream->time_base = codec.time_base;
    stream->avg_frame_rate = codec.framerate;
    return {};
}

Status FragmentMuxer::addVideo(AvPacket packet)
{
    if (auto status = writeHeldVideo(packet->dts); !status) {
        return status;
    }
    const auto time = av_rescale_q(packet->dts, m_videoTimeBase, kMicroseconds);
    const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
    const bool full = std::chrono::microseconds(time) - m_fragmentStart >= kFragmentLength;
    if (m_fragmentOpen && (key || full)) {
        if (auto status = writeAudioBefore(time); !status) {
            return status;
        }
        if (auto status = writeTextBefore(time); !status) {
            return status;
        }
        // The header names only streams that have begun, so the first fragment waits for the sound.
        if (isComplete()) {
            if (auto status = cut(); !status) {
                return status;
            }
        }
    }
    if (!m_fragmentOpen) {
        m_fragmentOpen = true;
        m_fragmentStart = std::chrono::microseconds(time);
        m_fragmentKey = key;
    }
    m_heldVideo = std::move(packet);
    return {};
}

Status FragmentMuxer::writeHeldVideo(int64_t next)
{
    if (!m_heldVideo) {
        return {};
    }
    // The next fragment begins where the last picture of this one ends: after a gap in the pictures
    // its first one would come too early.
    m_heldVideo->duration = next - m_heldVideo->dts;
    const auto packet = std::exchange(m_heldVideo, {});
    return write(*packet, kVideoStream);
}

Status FragmentMuxer::addAudio(AvPacket packet)
{
    m_waitingAudio.push_back(std::move(packet));
    return {};
}

Status FragmentMuxer::writeAudioBefore(int64_t end)
{
    while (!m_waitingAudio.empty() &&
           av_rescale_q(m_waitingAudio.front()->pts, m_audioTimeBase, kMicroseconds) < end) {
        m_audioSeen = true;
        if (auto status = write(*m_waitingAudio.front(), kAudioStream); !status) {
            return status;
        }
        m_waitingAudio.pop_front();
    }
    return {};
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
    track->waiting.push_back(std::move(*packet));
    return {};
}

Status FragmentMuxer::writeTextBefore(int64_t end)
{
    for (auto &track : m_text) {
        while (!track.waiting.empty() &&
               av_rescale_q(track.waiting.front()->pts, kTextTimeBase, kMicroseconds) < end) {
            track.begun = true;
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
    return m_audioSeen && std::all_of(m_text.begin(), m_text.end(),
                                      [](const TextTrack &track) { return track.begun; });
}

Status FragmentMuxer::write(AVPacket &packet, int stream)
{
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
    // The first time libavformat writes only the header; ask until the fragment is out.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (const int error = av_write_frame(m_format.get(), nullptr); error < 0) {
            return fail(ErrorCode::MediaFailed, avError("mp4 fragment", error));
        }
        avio_flush(m_io.get());
        if (m_io->error < 0) {
            return fail(ErrorCode::MediaFailed, avError("mp4 fragment", m_io->error));
        }
        if (!m_chunks.empty() && m_chunks.back().kind == FileChunk::Kind::Fragment) {
            break;
        }
    }
    m_fragmentOpen = false;
    return deliver();
}

Status FragmentMuxer::deliver()
{
    while (!m_chunks.empty()) {
        auto chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        chunk.time = m_fragmentStart;
        chunk.key = m_fragmentKey;
        if (chunk.kind == FileChunk::Kind::Header) {
            BoxHeader fileType;
            if (parseBoxHeader(chunk.bytes, fileType) != HeaderState::Complete ||
                fileType.type != boxType("ftyp") || fileType.bytes > chunk.bytes.size()) {
                return fail(ErrorCode::MediaFailed, QStringLiteral("header without ftyp"));
            }
            // Nothing in the header or a fragment points to an absolute offset, so this moves
            // nothing else.
            chunk.bytes.insert(static_cast<qsizetype>(fileType.bytes), freeBox());
        }
        if (auto status = m_sink(std::move(chunk)); !status) {
            return status;
        }
    }
    return {};
}

Status FragmentMuxer::finish()
{
    if (m_heldVideo) {
        const auto rate = m_format->streams[kVideoStream]->avg_frame_rate;
        const auto end = m_heldVideo->dts + av_rescale_q(1, av_inv_q(rate), m_videoTimeBase);
        if (auto status = writeHeldVideo(end); !status) {
            return status;
        }
    }
    if (auto status = writeAudioBefore(std::numeric_limits<int64_t>::max()); !status) {
        return status;
    }
    if (auto status = writeTextBefore(std::numeric_limits<int64_t>::max()); !status) {
        return status;
    }
    if (m_fragmentOpen) {
        if (auto status = cut(); !status) {
            return status;
        }
    }
    // With skip_trailer nothing is written any more.
    const int error = av_write_trailer(m_format.get());
    return error < 0 ? Status(fail(ErrorCode::MediaFailed, avError("mp4 end", error))) : deliver();
}

void FragmentMuxer::take(const uint8_t *data, int size, AVIODataMarkerType type)
{
    const bool continues = type == AVIO_DATA_MARKER_UNKNOWN || type == AVIO_DATA_MARKER_FLUSH_POINT;
    if (!continues || m_chunks.empty()) {
        m_chunks.emplace_back();
        m_chunks.back().kind =
            type == AVIO_DATA_MARKER_HEADER ? FileChunk::Kind::Header : FileChunk::Kind::Fragment;
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
