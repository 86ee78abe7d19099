#pragma once

#include "app/base/consumer_thread.h"
#include "app/base/thread_priority.h"
#include "app/media/encode/audio_encoder.h"
#include "app/media/load/recorder_cpu.h"
#include "app/media/mux/fragment_muxer.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace prosc {

/// Encodes a file's audio and muxes it with the encoded video and the text, on its own thread. That
/// thread only ever waits for the disk: audio is written whether or not video arrives.
class FileMuxing
{
public:
    struct Options
    {
        /// Context of the video encoder, see FragmentMuxer::create().
        const AVCodecContext &video;
        FragmentMuxer::TextTracks text;
        FragmentMuxer::ChunkSink sink;
        /// Called at most once, on the muxing thread: MediaFailed, or the sink's error. Anything
        /// added afterwards is dropped.
        std::function<void(const Error &)> onError;
        /// Null: the thread keeps its normal priority. Must outlive this.
        ThreadPriority *priority = nullptr;
    };

    /// EncoderMissing, MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<FileMuxing>> create(Options options);
    ~FileMuxing() { finish(); }
    FileMuxing(const FileMuxing &) = delete;
    FileMuxing &operator=(const FileMuxing &) = delete;

    // Thread-safe. They block while several seconds are queued because the disk does not keep up,
    // and return false after finish().

    /// The next block of audio: 48 kHz, interleaved stereo; the first sample added is at time 0.
    bool addSound(std::vector<float> stereo) { return push(std::move(stereo)); }
    /// As FragmentMuxer::expectVideo().
    bool expectPicture(int64_t frame) { return push(Expected{frame}); }
    bool addPicture(AvPacket packet) { return push(std::move(packet)); }
    bool addCaption(Caption caption) { return push(std::move(caption)); }

    /// Muxes what is queued, writes the last fragment and ends the thread. The last frame is
    /// extended to the end of the audio.
    void finish();

private:
    struct Expected
    {
        int64_t frame = 0;
    };
    using Item = std::variant<std::vector<float>, Expected, AvPacket, Caption>;

    explicit FileMuxing(std::function<void(const Error &)> onError);
    bool push(Item item) { return m_worker->queue().push(std::move(item)); }
    void process(Item &item);
    void end();
    [[nodiscard]] Status add(std::vector<float> &stereo);
    [[nodiscard]] Status add(const Expected &picture);
    [[nodiscard]] Status add(AvPacket &packet) { return m_muxer->addVideo(std::move(packet)); }
    [[nodiscard]] Status add(const Caption &caption) { return m_muxer->addCaption(caption); }
    void note(const Status &status);

    const std::function<void(const Error &)> m_onError;
    // Used by the muxing thread only.
    std::unique_ptr<FragmentMuxer> m_muxer;
    std::unique_ptr<AudioEncoder> m_sound;
    std::optional<RecorderThreadName> m_threadName;
    int64_t m_soundFrames = 0;
    bool m_failed = false;
    std::unique_ptr<ConsumerThread<Item>> m_worker;
};

} // namespace prosc
