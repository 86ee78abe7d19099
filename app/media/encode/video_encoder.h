#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <vector>

namespace prosc {

struct EncoderEntry;

/// What every video encoder of a file has in common.
struct VideoSettings
{
    static constexpr int kKeyFrameInterval = 60;
    static constexpr int kMaxRate = 8'000'000;

    QSize size{1920, 1080};
    /// For encoders that calculate on the processor; at least 1.
    int threads = 1;
    /// Of those the encoder names; empty for one that has none.
    QByteArray preset;
};

/// One H.264 encoder: pictures in, packets out in the order of the pictures, as byte streams with
/// start codes, times in frames (1/30 s). One thread at a time; after an error it is of no more
/// use.
class VideoEncoder
{
public:
    using Packets = std::vector<AvPacket>;
    enum class Kind { Any, Key };
    enum class Drained { More, All };

    virtual ~VideoEncoder() = default;

    /// Takes the picture of frame `frame` and appends what is ready, also when it fails. The
    /// picture's memory is held only as long as the encoder reads it.
    [[nodiscard]] virtual Status encode(const Picture &picture, int64_t frame, Kind kind,
                                        Packets &packets) = 0;
    /// After the last picture: appends the next packet that is still inside.
    [[nodiscard]] virtual Result<Drained> drain(Packets &packets) = 0;
    /// For the muxer. Its extradata are the parameter sets.
    [[nodiscard]] virtual const AVCodecContext &context() const = 0;
};

/// Opens `entry`'s encoder. EncoderMissing: libavcodec lacks it; MediaFailed: it does not open, for
/// want of a driver or a device.
[[nodiscard]] Result<std::unique_ptr<VideoEncoder>> openVideoEncoder(const EncoderEntry &entry,
                                                                     const VideoSettings &settings);

} // namespace prosc
