#pragma once

#include "app/base/result.h"
#include "app/media/av_handles.h"
#include "app/media/caption.h"
#include "app/media/file_chunk.h"

#include <chrono>
#include <deque>
#include <functional>

namespace prosc {

/// Makes a fragmented MP4 (ISO/IEC 14496-12; libavformat's
/// frag_custom+delay_moov+default_base_moof) of encoded packets: a fragment every half second, cut
/// before each key frame. Each holds the sound up to its last picture. All methods on one thread;
/// chunks come out on it.
class FragmentMuxer
{
public:
    using ChunkSink = std::function<Status(FileChunk)>;
    /// Which text the file has. A track that is named here must be given captions from the first
    /// half second on: the header waits for them.
    struct TextTracks
    {
        bool subtitles = false;
        bool chapters = false;
    };
    static constexpr std::chrono::milliseconds kFragmentLength{500};

    /// The contexts give codec parameters and time bases and are not kept. MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<FragmentMuxer>> create(const AVCodecContext &video,
                                                                       const AVCodecContext &audio,
                                                                       TextTracks text,
                                                                       ChunkSink sink);
    ~FragmentMuxer();
    FragmentMuxer(const FragmentMuxer &) = delete;
    FragmentMuxer &operator=(const FragmentMuxer &) = delete;

    /// Packets in decoding order, in the context's time base. MediaFailed, or the sink's error.
    [[nodiscard]] Status addVideo(AvPacket packet);
    [[nodiscard]] Status addAudio(AvPacket packet);
    /// In the order of time, and before the picture after its end; subtitles without gaps. One of a
    /// track that the file does not have is left out.
    [[nodiscard]] Status addCaption(const Caption &caption);
    /// Writes the last fragment. Nothing can be added afterwards.
    [[nodiscard]] Status finish();

private:
    explicit FragmentMuxer(ChunkSink sink);
    [[nodiscard]] Status open(const AVCodecContext &video, const AVCodecContext &audio,
                              TextTracks text);
    [[nodiscard]] Status addStream(const AVCodecContext &codec);
    [[nodiscard]] Status write(AVPacket &packet, int stream);
    /// Writes the picture that waits to know how long it lasts, as the next begins at `next`.
    [[nodiscard]] Status writeHeldVideo(int64_t next);
    /// Writes the waiting sound that starts before `end` (microseconds).
    [[nodiscard]] Status writeAudioBefore(int64_t end);
    /// As writeAudioBefore(), for text.
    [[nodiscard]] Status writeTextBefore(int64_t end);
    /// Every track of the file has begun.
    [[nodiscard]] bool isComplete() const;
    /// Closes the open fragment and hands out what libavformat made of it.
    [[nodiscard]] Status cut();
    [[nodiscard]] Status deliver();
    /// Bytes from libavformat.
    void take(const uint8_t *data, int size, AVIODataMarkerType type);
#if LIBAVFORMAT_VERSION_MAJOR >= 61
    static int onData(void *self, const uint8_t *data, int size, AVIODataMarkerType type,
                      int64_t time);
#else
    static int onData(void *self, uint8_t *data, int size, AVIODataMarkerType type, int64_t time);
#endif

    ChunkSink m_sink;
    // The format context refers to the I/O context, so it is freed first.
    AvIo m_io;
    AvOutput m_format;
    AVRational m_videoTimeBase{};
    AVRational m_audioTimeBase{};
    AvPacket m_heldVideo;
    std::deque<AvPacket> m_waitingAudio;
    struct TextTrack
    {
        Caption::Kind kind;
        int stream = 0;
        bool begun = false;
        std::deque<AvPacket> waiting;
    };
    // A deque, as what waits cannot be copied.
    std::deque<TextTrack> m_text;
    std::deque<FileChunk> m_chunks;
    std::chrono::microseconds m_fragmentStart{};
    bool m_fragmentKey = false;
    bool m_fragmentOpen = false;
    bool m_audioSeen = false;
};

} // namespace prosc
