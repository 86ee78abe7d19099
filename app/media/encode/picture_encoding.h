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

/// Encodes the pictures of a file, on a thread of its own, within the budget. Nothing else waits
/// for it: what it is too slow for is shown longer.
class PictureEncoding
{
public:
    struct Options
    {
        QSize size{1920, 1080};
        EncodingSettings settings;
        /// Null: one for this recording alone. Must outlive this.
        EncoderProbe *encoders = nullptr;
        /// As EncodingGovernor has them.
        EncodingGovernor::CpuSource cpu;
        DecodingLoad *tracks = nullptr;
        /// Packets in decoding order, their times in frames; on the encoding thread.
        SwitchingEncoder::PacketSink sink;
        /// Called at most once, on the encoding thread: MediaFailed, or the sink's error. Nothing
        /// is encoded afterwards.
        std::function<void(const Error &)> onError;
        /// Null: the thread runs as others do. Must outlive this.
        ThreadPriority *priority = nullptr;
    };

    /// EncoderMissing, MediaFailed. No thread yet: see begin().
    [[nodiscard]] static Result<std::unique_ptr<PictureEncoding>> create(Options options);
    ~PictureEncoding();
    PictureEncoding(const PictureEncoding &) = delete;
    PictureEncoding &operator=(const PictureEncoding &) = delete;

    /// Starts the thread.
    void begin();
    /// Any thread; as PictureQueue::push(), which see.
    PictureQueue::Pushed add(PictureQueue::Item item, PictureQueue::Patience patience)
    {
        return m_queue.push(std::move(item), patience);
    }
    /// Frames of the file are composed so late; also what waits here counts. Called for every
    /// frame: the governor counts its time in these calls.
    void reportLateness(MediaTime composed);
    /// Encodes what waits, sends out what is inside the encoder and ends the thread.
    void finish();

    [[nodiscard]] const AVCodecContext &context() const { return m_encoder->context(); }
    [[nodiscard]] EncodingState state() const { return m_governor->state(); }
    [[nodiscard]] size_t waiting() const { return m_queue.size(); }
    /// Pictures that have gone into the encoder.
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
