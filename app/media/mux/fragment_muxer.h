#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/media/mux/caption.h"
#include "app/media/mux/file_chunk.h"

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace prosc {

/// Makes a fragmented MP4 (ISO/IEC 14496-12; libavformat's
/// frag_custom+delay_moov+default_base_moof+frag_discont) of encoded packets. Fragments are cut by
/// the time of the sound, one each half second, whether pictures have come by then or not; and
/// before a key frame. A picture that comes later goes into a later fragment, which says in its
/// tfdt when it is shown. Only the first fragment waits for the first picture, as the header before
/// it names every track. All methods on one thread; chunks come out on it.
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

    /// The contexts give codec parameters and time bases and are not kept; the video's time base is
    /// the length of a picture. MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<FragmentMuxer>> create(const AVCodecContext &video,
                                                                       const AVCodecContext &audio,
                                                                       TextTracks text,
                                                                       ChunkSink sink);
    ~FragmentMuxer();
    FragmentMuxer(const FragmentMuxer &) = delete;
    FragmentMuxer &operator=(const FragmentMuxer &) = delete;

    /// Picture `frame` was given to the encoder; its packet may come much later. To be called in
    /// the order of the frames, with at most one frame of the sound given beyond it: so it is known
    /// how long the picture before it lasts.
    void expectVideo(int64_t frame);
    /// Packets in decoding order, in the context's time base. MediaFailed, or the sink's error.
    [[nodiscard]] Status addVideo(AvPacket packet);
    [[nodiscard]] Status addAudio(AvPacket packet);
    /// In the order of time, and before the picture after its end; subtitles without gaps. One of a
    /// track that the file does not have is left out.
    [[nodiscard]] Status addCaption(const Caption &caption);
    /// Writes the last fragment; the last picture is shown until frame `end`. Nothing can be added
    /// afterwards.
    [[nodiscard]] Status finish(int64_t end);

private:
    using Time = std::chrono::microseconds;

    explicit FragmentMuxer(ChunkSink sink);
    [[nodiscard]] Status open(const AVCodecContext &video, const AVCodecContext &audio,
                              TextTracks text);
    [[nodiscard]] Status addStream(const AVCodecContext &codec);
    [[nodiscard]] Status write(AVPacket &packet, int stream);
    /// Cuts a fragment each time the sound has come far enough.
    [[nodiscard]] Status followSound();
    /// Writes everything before `end`, and cuts.
    [[nodiscard]] Status cutAt(Time end);
    [[nodiscard]] Status writeBefore(Time end);
    /// What still waits, up to the next key frame.
    [[nodiscard]] Status writeRest(int64_t lastFrame);
    [[nodiscard]] bool hasWaiting() const;
    /// The pictures before frame `before`. Each lasts until the next one begins; one of which the
    /// next is not known lasts until `known`, and longer when the next fragment says so.
    [[nodiscard]] Status writeVideo(int64_t before, int64_t known);
    [[nodiscard]] int64_t endOfPicture(int64_t frame, int64_t known) const;
    [[nodiscard]] Status writeAudioBefore(Time end);
    [[nodiscard]] Status writeTextBefore(Time end);
    /// Every track of the file has begun, so the header can name it.
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
    std::deque<int64_t> m_expected;
    std::deque<AvPacket> m_waitingVideo;
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
    /// The file by its sound: how far it has come, and how far it is in fragments.
    Time m_soundEnd{};
    Time m_fragmentStart{};
    Time m_fragmentEnd{};
    // Of the open fragment: what was written into it, by stream, and all its bytes.
    std::vector<size_t> m_samples;
    int64_t m_bytes = 0;
    bool m_fragmentKey = false;
    bool m_headerWritten = false;
    int64_t m_lastVideo = -1;
    bool m_audioSeen = false;
};

} // namespace prosc
