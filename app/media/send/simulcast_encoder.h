#pragma once

#include "app/media/send/vp8_encoder.h"

#include <vector>

namespace prosc {

/// Encodes each picture to VP8 in one size, or in the sizes of layerSize(). Belongs to one thread.
class SimulcastEncoder
{
public:
    struct Options
    {
        /// Options of the top layer. The lower layers get a share of its bit rate.
        Vp8Encoder::Options picture;
        /// 1 or kSimulcastLayers.
        int layers = 1;
    };

    /// As Vp8Encoder::create().
    [[nodiscard]] static Result<SimulcastEncoder> create(const Options &options);

    /// Size of the top layer.
    [[nodiscard]] QSize size() const { return m_encoders.back().size(); }

    /// Encodes a picture of the encoder's size; unless its content changes, it is a key frame in
    /// all layers or in none. Passes one frame per layer to `output`, the smallest first, with the
    /// picture's time. If the picture is so small that layers coincide, it is encoded once and sent
    /// for each of them. MediaFailed.
    [[nodiscard]] Status encode(const Picture &picture, Vp8Encoder::Frame frame,
                                const Vp8Encoder::Output &output);

private:
    SimulcastEncoder() = default;

    /// One per distinct size, ascending.
    std::vector<Vp8Encoder> m_encoders;
    /// Index in m_encoders for each layer.
    std::vector<size_t> m_encoderOf;
};

/// Bit rate of a layer of `size` when `full` has `bitRate`: smaller pictures need more bits per
/// pixel.
[[nodiscard]] int layerBitRate(QSize size, QSize full, int bitRate);

} // namespace prosc
