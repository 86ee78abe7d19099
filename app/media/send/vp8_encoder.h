#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <functional>

namespace prosc {

/// Encodes pictures to VP8 in real time. Belongs to one thread.
class Vp8Encoder
{
public:
    struct Options
    {
        QSize size;
        int bitRate = 1'200'000;
        int fps = 30;
        /// Maximum number of frames from one key frame to the next.
        int keyFrameEvery = 300;
        /// 1 to 4.
        int threads = 1;
    };
    using Output = std::function<void(EncodedFrame)>;
    enum class Frame { Any, Key };

    /// EncoderMissing when libavcodec was built without libvpx; MediaFailed.
    [[nodiscard]] static Result<Vp8Encoder> create(const Options &options);

    [[nodiscard]] QSize size() const { return {m_context->width, m_context->height}; }

    /// Encodes a picture of the encoder's size; the frame goes to `output` with the picture's time,
    /// unless the encoder drops it to keep the bit rate. MediaFailed.
    [[nodiscard]] Status encode(const Picture &picture, Frame frame, const Output &output);

private:
    explicit Vp8Encoder(AvCodecContext context);

    AvCodecContext m_context;
    AvPacket m_packet;
    int64_t m_lastPts = -1;
    MediaTime m_first{};
};

} // namespace prosc
