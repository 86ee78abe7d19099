#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <functional>

namespace prosc {

/// Decodes one video track (VP8, VP9, H.264) with libavcodec on the calling thread. The frame size
/// may change mid-stream. Use from one thread only.
class VideoDecoder
{
public:
    using Output = std::function<void(Picture)>;

    /// MediaFailed when libavcodec lacks the decoder.
    [[nodiscard]] static Result<VideoDecoder> create(Codec codec);

    [[nodiscard]] Codec codec() const { return m_codec; }

    /// Decodes a frame and passes each resulting picture, stamped with its frame's time, to
    /// `output`. Pictures share the decoder's memory, without a copy. MediaFailed when the frame is
    /// damaged; decoding may resume at a key frame.
    [[nodiscard]] Status decode(const EncodedFrame &frame, const Output &output);

private:
    VideoDecoder(Codec codec, AvCodecContext context);
    [[nodiscard]] Status receive(const Output &output);

    Codec m_codec;
    AvCodecContext m_context;
    AvPacket m_packet;
};

} // namespace prosc
