#pragma once

#include "app/base/consumer_thread.h"
#include "app/media/decode/video_decoder.h"
#include "app/media/load/decoding_load.h"
#include "app/stage/ports.h"

#include <atomic>
#include <functional>
#include <optional>

namespace prosc {

/// Decodes one video track on a thread of its own. When more frames come than can be decoded, or
/// after a damaged one, it goes on with the next key frame, and asks for one, at most twice a
/// second.
class VideoTrackWorker
{
public:
    using Output = std::function<void(const Picture &)>;

    struct Context
    {
        const Clock &clock;
        /// Is told what waits and what is left out.
        DecodingLoad &load;
    };

    /// `output` is called on the worker's thread.
    VideoTrackWorker(TrackId track, Context context, KeyFrameRequest request, Output output);
    /// What is queued is thrown away.
    ~VideoTrackWorker();
    VideoTrackWorker(const VideoTrackWorker &) = delete;
    VideoTrackWorker &operator=(const VideoTrackWorker &) = delete;

    /// Returns at once. Frames of one track come from one thread, but an old connection may overlap
    /// a new one.
    void push(EncodedFrame frame);
    /// From now on nothing goes to `output`; to be called before giving the worker to a Reaper.
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
    /// The pushing side waits for a key frame after frames were dropped; the decoding side after an
    /// error.
    std::atomic<bool> m_dropping{false};
    bool m_waitsForKey = true;
    QSize m_size;
    std::optional<VideoDecoder> m_decoder;
    /// Since when the frame waits that is being decoded; 0: none is.
    std::atomic<MediaTime::rep> m_decodes{0};
    /// Last: its thread uses all of the above.
    ConsumerThread<Waiting> m_thread;
};

} // namespace prosc
