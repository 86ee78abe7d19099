#pragma once

#include "app/base/consumer_thread.h"
#include "app/media/video_decoder.h"
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

    /// `output` is called on the worker's thread.
    VideoTrackWorker(TrackId track, const Clock &clock, KeyFrameRequest request, Output output);
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
    void process(EncodedFrame &frame);
    void askForKeyFrame();

    const TrackId m_track;
    const Clock &m_clock;
    const KeyFrameRequest m_request;
    const Output m_output;
    std::atomic<bool> m_cancelled{false};
    std::atomic<int64_t> m_lastRequest;
    /// The pushing side waits for a key frame after frames were dropped; the decoding side after an
    /// error.
    std::atomic<bool> m_dropping{false};
    bool m_waitsForKey = true;
    std::optional<VideoDecoder> m_decoder;
    /// Last: its thread uses all of the above.
    ConsumerThread<EncodedFrame> m_thread;
};

} // namespace prosc
