#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"

#include <functional>
#include <span>
#include <vector>

namespace prosc {

/// Encodes 48 kHz stereo audio as AAC-LC at 160 kb/s. Use from one thread only.
class AudioEncoder
{
public:
    /// The callee owns the packet; its timestamps are in context()'s time base.
    using PacketSink = std::function<Status(AvPacket)>;

    /// EncoderMissing, MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<AudioEncoder>> create(PacketSink sink);

    /// Adds audio that directly follows what was added before (interleaved stereo, any length).
    /// MediaFailed, or the sink's error.
    [[nodiscard]] Status add(std::span<const float> stereo);
    /// Flushes the encoder. Nothing can be added afterwards.
    [[nodiscard]] Status finish();
    [[nodiscard]] const AVCodecContext &context() const { return *m_codec; }

private:
    explicit AudioEncoder(PacketSink sink) : m_sink(std::move(sink)) {}
    [[nodiscard]] Status open();
    /// Encodes `samples` samples of m_pending, starting at sample `start`, as one planar frame.
    [[nodiscard]] Status encodeFrame(size_t start, int samples);
    /// A null `frame` flushes the codec.
    [[nodiscard]] Status encode(const AVFrame *frame);

    PacketSink m_sink;
    AvCodecContext m_codec;
    /// Interleaved samples that do not fill an AAC frame yet.
    std::vector<float> m_pending;
    int64_t m_samples = 0;
};

} // namespace prosc
