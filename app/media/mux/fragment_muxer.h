#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/media/mux/caption.h"
#include "app/media/mux/file_unit.h"

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

namespace prosc {

/// Muxes encoded packets into a fragmented MP4 (ISO/IEC 14496-12; libavformat's
/// frag_custom+delay_moov+default_base_moof+frag_discont). A fragment is cut every half second of
/// audio, whether or not its pictures have arrived, and before a key frame. A picture that arrives
/// later goes into a later fragment, whose tfdt says when it is shown. Only the first fragment
/// waits for the first picture, because the header before it describes every track. All methods on
/// one thread; chunks are delivered on it.
class FragmentMuxer
{
public:
    using ChunkSink = std::function<Status(FileUnit)>;
    /// The file's text tracks. One that is enabled must get captions from the first half second on,
    /// because the header waits for them.
    struct TextTracks
    {
        bool subtitles = false;
        bool chapters = false;
    };
    static constexpr std::chrono::milliseconds kFragmentLength{500};

    /// Takes codec parameters and time bases from the contexts, which are not kept; the video's
    /// time base must be the duration of one frame. MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<FragmentMuxer>> create(const AVCodecContext &video,
                                                                       const AVCodecContext &audio,
                                                                       TextTracks text,
                                                                       ChunkSink sink);
    ~FragmentMuxer();
    FragmentMuxer(const FragmentMuxer &) = delete;
    FragmentMuxer &operator=(const FragmentMuxer &) = delete;

    /// Announces that the picture of frame `frame` was given to the encoder; its packet may come
    /// much later. This determines how long the previous picture lasts. Call it in frame order,
    /// before adding audio that extends more than one frame beyond it.
    void expectVideo(int64_t frame);
    /// Packets in decoding order, in the context's time base. MediaFailed, or the sink's error.
    [[nodiscard]] Status addVideo(AvPacket packet);
    [[nodiscard]] Status addAudio(AvPacket packet);
    /// Captions in time order, each before the picture that follows its end; subtitles without
    /// gaps. A caption for a disabled track is ignored.
    [[nodiscard]] Status addCaption(const Caption &caption);
    /// Writes what is left; the last picture is shown until frame `end`. Nothing can be added
    /// afterwards.
    [[nodiscard]] Status finish(int64_t end);

private:
    using Time = std::chrono::microseconds;

    explicit FragmentMuxer(ChunkSink sink);
    [[nodiscard]] Status open(const AVCodecContext &video, const AVCodecContext &audio,
                              TextTracks text);
    [[nodiscard]] Status addStream(const AVCodecContext &codec);
    [[nodiscard]] Status write(AVPacket &packet, int stream);
    /// Cuts a fragment whenever enough audio has arrived.
    [[nodiscard]] Status followSound();
    /// Writes everything before `end`, and cuts.
    [[nodiscard]] Status cutAt(Time end);
    [[nodiscard]] Status writeBefore(Time end);
    /// Writes what is queued, up to the next key frame.
    [[nodiscard]] Status writeRest(int64_t lastFrame);
    [[nodiscard]] bool hasWaiting() const;
    /// Writes the pictures before frame `before`. Each lasts until the next one starts; if that is
    /// not known yet, until `known`, or longer if the next fragment starts later.
    [[nodiscard]] Status writeVideo(int64_t before, int64_t known);
    [[nodiscard]] int64_t endOfPicture(int64_t frame, int64_t known) const;
    [[nodiscard]] Status writeAudioBefore(Time end);
    [[nodiscard]] Status writeTextBefore(Time end);
    /// Every track has begun, so the header can describe it.
    [[nodiscard]] bool isComplete() const;
    /// Closes the open fragment and delivers what libavformat made of it.
    [[nodiscard]] Status cut();
    [[nodiscard]] Status deliver();
    /// Takes bytes from libavformat.
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
    // A deque, because a TextTrack cannot be copied.
    std::deque<TextTrack> m_text;
    std::deque<FileUnit> m_chunks;
    /// In audio time: end of the received audio; start and end of the open fragment.
    Time m_soundEnd{};
    Time m_fragmentStart{};
    Time m_fragmentEnd{};
    // In the open fragment: samples by stream, and bytes in total.
    std::vector<size_t> m_samples;
    int64_t m_bytes = 0;
    bool m_fragmentKey = false;
    bool m_headerWritten = false;
    int64_t m_lastVideo = -1;
    bool m_audioSeen = false;
};

} // namespace prosc
