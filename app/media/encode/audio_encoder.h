#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"

#include <functional>
#include <span>
#include <vector>

namespace prosc {

/// AAC-LC 160 kb/s of 48 kHz stereo sound. On one thread.
class AudioEncoder
{
public:
    /// The packet is the callee's, its time base context()'s.
    using PacketSink = std::function<Status(AvPacket)>;

    /// EncoderMissing, MediaFailed.
    [[nodiscard]] static Result<std::unique_ptr<AudioEncoder>> create(PacketSink sink);

    /// The sound that follows what was given before (interleaved stereo, any length). MediaFailed,
    /// or the sink's error.
    [[nodiscard]] Status add(std::span<const float> stereo);
    /// Sends out everything that is inside. Nothing can be added afterwards.
    [[nodiscard]] Status finish();
    [[nodiscard]] const AVCodecContext &context() const { return *m_codec; }

private:
    explicit AudioEncoder(PacketSink sink) : m_sink(std::move(sink)) {}
    [[nodiscard]] Status open();
    /// `samples` of m_pending from sample `start`, as the codec's planar frame.
    [[nodiscard]] Status encodeFrame(size_t start, int samples);
    /// `frame` null: the end.
    [[nodiscard]] Status encode(const AVFrame *frame);

    PacketSink m_sink;
    AvCodecContext m_codec;
    /// Interleaved samples that do not fill an AAC frame yet.
    std::vector<float> m_pending;
    int64_t m_samples = 0;
};

} // namespace prosc
