#pragma once

#include "app/base/consumer_thread.h"
#include "app/media/decode/video_decoder.h"
#include "app/media/load/decoding_load.h"
#include "app/stage/ports.h"

#include <atomic>
#include <functional>
#include <optional>

namespace prosc {

/// Decodes one video track on a thread of its own. When frames arrive faster than they can be
/// decoded, or after a damaged one, it requests a key frame (at most twice a second) and skips to
/// it.
class VideoTrackWorker
{
public:
    using Output = std::function<void(const Picture &)>;

    struct Context
    {
        const Clock &clock;
        /// Receives the waiting times and the number of skipped frames.
        DecodingLoad &load;
    };

    /// `output` is called on the worker's thread.
    VideoTrackWorker(TrackId track, Context context, KeyFrameRequest request, Output output);
    /// Discards what is queued.
    ~VideoTrackWorker();
    VideoTrackWorker(const VideoTrackWorker &) = delete;
    VideoTrackWorker &operator=(const VideoTrackWorker &) = delete;

    /// Returns at once. Frames of a track come from one thread, except that an old connection may
    /// overlap a new one.
    void push(EncodedFrame frame);
    /// No new calls of `output` from now on; one may be in progress. Call it before handing the
    /// worker to a Reaper.
    void cancel();

private:
    struct Waiting
    {
        EncodedFrame frame;
        MediaTime since{};
    };

    void process(Waiting &waiting);
    void decode(EncodedFrame &frame);
    void noteSize(QSize size);
    void askForKeyFrame();

    const TrackId m_track;
    const Context m_context;
    const KeyFrameRequest m_request;
    const Output m_output;
    std::atomic<bool> m_cancelled{false};
    std::atomic<int64_t> m_lastRequest;
    /// push() waits for a key frame after dropped frames (m_dropping), decode() at the start and
    /// after an error (m_waitsForKey).
    std::atomic<bool> m_dropping{false};
    bool m_waitsForKey = true;
    QSize m_size;
    std::optional<VideoDecoder> m_decoder;
    /// Arrival time of the frame being decoded; 0: none.
    std::atomic<MediaTime::rep> m_decodes{0};
    /// Declared last, so that its thread ends before the members it uses are destroyed.
    ConsumerThread<Waiting> m_thread;
};

} // namespace prosc
