#pragma once

#include "app/base/operating_system.h"
#include "app/media/encode/video_encoder.h"

#include <QString>

#include <functional>
#include <span>
#include <vector>

namespace prosc {

/// An H.264 encoder of libavcodec and its configuration: High profile, constant quality with a
/// maximum bit rate (or a mean bit rate where there is no such mode), no B-frames and, except for
/// x264, no look-ahead.
struct EncoderEntry
{
    const char *name;
    /// Name of the encoder in libavcodec.
    const char *codec;
    /// Pixel format in main memory: YUV420P, or NV12 (converted). Uploaded if there is a device.
    AVPixelFormat format;
    AVHWDeviceType device;
    AVPixelFormat deviceFormat;
    /// In bits a second. Here and for `quality`, 0 means not set.
    int64_t bitRate;
    int quality;
    /// Encoder-specific options: "key=value key=value".
    const char *options;
    bool presets;
};

/// A system's encoders, in the order in which they are tried.
[[nodiscard]] std::span<const EncoderEntry> encoderCatalogue(OperatingSystem system = kOwnSystem);

/// A trade-off between speed and quality.
struct EncoderPreset
{
    QByteArray name;
    /// Encoding time per picture, relative to the other presets.
    double cost = 1;
    /// Further options, in the format of EncoderEntry::options.
    QByteArray options;
};

/// x264's presets from ultrafast to medium. All produce the same headers.
[[nodiscard]] const std::vector<EncoderPreset> &x264Presets();

/// An encoder that may be used for a file: an entry of the catalogue, or a fake in a test.
struct EncoderCandidate
{
    QString name;
    /// From cheapest to most expensive; empty if the encoder has none.
    std::vector<EncoderPreset> presets;
    std::function<Result<std::unique_ptr<VideoEncoder>>(const VideoSettings &)> open;
};

/// One candidate per entry of this system's catalogue, in its order.
[[nodiscard]] std::vector<EncoderCandidate> catalogueCandidates();

/// Index of the preset that recordings start with; 0 if there are none.
[[nodiscard]] int startPreset(const EncoderCandidate &candidate);

} // namespace prosc
