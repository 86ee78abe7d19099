#pragma once

#include "app/media/send/vp8_encoder.h"

#include <vector>

namespace prosc {

/// Encodes each picture to VP8 in one size, or in those of layerSize(). Belongs to one thread.
class SimulcastEncoder
{
public:
    struct Options
    {
        /// Of the top layer. Its bit rate is `picture.bitRate`; a smaller one gets a share.
        Vp8Encoder::Options picture;
        /// 1 or kSimulcastLayers.
        int layers = 1;
    };

    /// As Vp8Encoder::create().
    [[nodiscard]] static Result<SimulcastEncoder> create(const Options &options);

    /// Of the top layer.
    [[nodiscard]] QSize size() const { return m_encoders.back().size(); }

    /// Encodes a picture of the encoder's size, a key frame in all layers or in none unless the
    /// picture's content changes. A frame for each layer goes to `output`, the smallest first, with
    /// the picture's time. Where a picture is so small that layers are the same, the frame is
    /// encoded once and goes out for each. MediaFailed.
    [[nodiscard]] Status encode(const Picture &picture, Vp8Encoder::Frame frame,
                                const Vp8Encoder::Output &output);

private:
    SimulcastEncoder() = default;

    /// Different sizes, growing.
    std::vector<Vp8Encoder> m_encoders;
    /// The encoder of each layer.
    std::vector<size_t> m_encoderOf;
};

/// The bit rate of a layer of `size` when `full` has `bitRate`: small pictures need more for each
/// pixel.
[[nodiscard]] int layerBitRate(QSize size, QSize full, int bitRate);

} // namespace prosc
