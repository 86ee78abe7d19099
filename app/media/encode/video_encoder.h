#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <vector>

namespace prosc {

struct EncoderEntry;

/// Settings that all video encoders of a file share.
struct VideoSettings
{
    static constexpr int kKeyFrameInterval = 60;
    static constexpr int kMaxRate = 8'000'000;

    QSize size{1920, 1080};
    /// For software encoders; at least 1.
    int threads = 1;
    /// One of the encoder's presets; empty if it has none.
    QByteArray preset;
};

/// An H.264 encoder: takes pictures and returns packets in the same order, as a byte stream with
/// start codes, timestamps in frames (1/30 s). One thread at a time. Unusable after an error.
class VideoEncoder
{
public:
    using Packets = std::vector<AvPacket>;
    enum class Kind { Any, Key };
    enum class Drained { More, All };

    virtual ~VideoEncoder() = default;

    /// Encodes the picture of frame `frame` and appends the packets that are ready, even on
    /// failure. Holds the picture's memory only while the encoder reads it.
    [[nodiscard]] virtual Status encode(const Picture &picture, int64_t frame, Kind kind,
                                        Packets &packets) = 0;
    /// After the last picture: appends the next packet still in the encoder.
    [[nodiscard]] virtual Result<Drained> drain(Packets &packets) = 0;
    /// For the muxer. Its extradata holds the parameter sets.
    [[nodiscard]] virtual const AVCodecContext &context() const = 0;
};

/// Opens `entry`'s encoder. EncoderMissing: libavcodec lacks it; MediaFailed: it does not open, for
/// example without a driver or device.
[[nodiscard]] Result<std::unique_ptr<VideoEncoder>> openVideoEncoder(const EncoderEntry &entry,
                                                                     const VideoSettings &settings);

} // namespace prosc
