#pragma once

#include "app/base/thread_priority.h"
#include "app/media/encode/encoding_governor.h"
#include "app/media/encode/picture_queue.h"
#include "app/media/encode/switching_encoder.h"

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace prosc {

/// Encodes a file's pictures within the CPU budget, on a thread of its own. Nothing else waits for
/// it: when it is too slow, pictures are dropped and the ones before them are shown longer.
class PictureEncoding
{
public:
    struct Options
    {
        QSize size{1920, 1080};
        EncodingSettings settings;
        /// Null: a probe for this recording only. Otherwise it must outlive this.
        EncoderProbe *encoders = nullptr;
        /// See EncodingGovernor.
        EncodingGovernor::CpuSource cpu;
        DecodingLoad *tracks = nullptr;
        /// Receives packets in decoding order, timestamps in frames, on the encoding thread.
        SwitchingEncoder::PacketSink sink;
        /// Called at most once, on the encoding thread: MediaFailed, or the sink's error. Nothing
        /// is encoded afterwards.
        std::function<void(const Error &)> onError;
        /// Null: normal priority. Otherwise it must outlive this.
        ThreadPriority *priority = nullptr;
    };

    /// EncoderMissing, MediaFailed. Does not start the thread; see begin().
    [[nodiscard]] static Result<std::unique_ptr<PictureEncoding>> create(Options options);
    ~PictureEncoding();
    PictureEncoding(const PictureEncoding &) = delete;
    PictureEncoding &operator=(const PictureEncoding &) = delete;

    /// Starts the thread.
    void begin();
    /// See PictureQueue::push(). Thread-safe.
    PictureQueue::Pushed add(PictureQueue::Item item, PictureQueue::Patience patience)
    {
        return m_queue.push(std::move(item), patience);
    }
    /// `composed` is how late compositing is; if the queue's backlog is larger, that counts
    /// instead. Call it for every frame: the governor measures time in these calls.
    void reportLateness(MediaTime composed);
    /// Encodes what is queued, flushes the encoder and ends the thread.
    void finish();

    [[nodiscard]] const AVCodecContext &context() const { return m_encoder->context(); }
    [[nodiscard]] EncodingState state() const { return m_governor->state(); }
    [[nodiscard]] size_t waiting() const { return m_queue.size(); }
    /// Number of pictures given to the encoder.
    [[nodiscard]] int64_t encoded() const { return m_encoded.load(); }

private:
    explicit PictureEncoding(Options options) : m_options(std::move(options)) {}
    [[nodiscard]] Status open();
    void run();
    [[nodiscard]] Status encode(const PictureQueue::Item &item);

    Options m_options;
    std::unique_ptr<EncoderProbe> m_ownProbe;
    std::unique_ptr<SwitchingEncoder> m_encoder;
    std::unique_ptr<EncodingGovernor> m_governor;
    PictureQueue m_queue;
    std::atomic<int64_t> m_encoded{0};
    std::thread m_thread;
};

} // namespace prosc
