#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <functional>

namespace prosc {

/// Decodes one video track (VP8, VP9, H.264) with libavcodec on the calling thread. The size may
/// change in mid-stream. Belongs to one thread.
class VideoDecoder
{
public:
    using Output = std::function<void(Picture)>;

    /// MediaFailed when libavcodec lacks the decoder.
    [[nodiscard]] static Result<VideoDecoder> create(Codec codec);

    [[nodiscard]] Codec codec() const { return m_codec; }

    /// Decodes a frame; each picture that comes out goes to `output`, with the frame's time.
    /// Pictures refer to the decoder's memory without a copy. MediaFailed when the frame is
    /// damaged; decoding may go on with a key frame.
    [[nodiscard]] Status decode(const EncodedFrame &frame, const Output &output);

private:
    VideoDecoder(Codec codec, AvCodecContext context);
    [[nodiscard]] Status receive(const Output &output);

    Codec m_codec;
    AvCodecContext m_context;
    AvPacket m_packet;
};

} // namespace prosc
