#pragma once

#include "app/media/encode/video_encoder.h"

#include <QString>

#include <functional>
#include <span>
#include <vector>

namespace prosc {

/// An H.264 encoder of libavcodec, and how it is asked for: High profile, constant quality with a
/// ceiling (where it has no such mode, a mean bit rate), nothing kept back for later pictures.
struct EncoderEntry
{
    const char *name;
    /// libavcodec's name.
    const char *codec;
    /// In main memory: YUV420P or NV12. Converted to and uploaded if there is a device.
    AVPixelFormat format;
    AVHWDeviceType device;
    AVPixelFormat deviceFormat;
    /// 0: not given.
    int64_t bitRate;
    int quality;
    /// Its own options: "key=value key=value".
    const char *options;
    bool presets;
};

/// In the order in which they are tried on this system.
[[nodiscard]] std::span<const EncoderEntry> encoderCatalogue();

/// A way from speed to quality.
struct EncoderPreset
{
    QByteArray name;
    /// Time a picture takes, relative to the others.
    double cost = 1;
    /// As EncoderEntry::options.
    QByteArray options;
};

/// x264's from ultrafast to medium. Their files have the same headers.
[[nodiscard]] const std::vector<EncoderPreset> &x264Presets();

/// An encoder that may be used for a file, whoever makes it.
struct EncoderCandidate
{
    QString name;
    /// From the cheapest to the dearest; empty: it has none.
    std::vector<EncoderPreset> presets;
    std::function<Result<std::unique_ptr<VideoEncoder>>(const VideoSettings &)> open;
};

/// The catalogue's.
[[nodiscard]] std::vector<EncoderCandidate> catalogueCandidates();

/// The preset that recordings begin with; 0 without any.
[[nodiscard]] int startPreset(const EncoderCandidate &candidate);

} // namespace prosc
