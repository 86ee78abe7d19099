#include "app/media/send/simulcast_encoder.h"

#include "app/media/picture/picture_scale.h"
#include "app/stage/simulcast.h"

#include <cmath>

namespace prosc {

namespace {

constexpr int kLeastBitRate = 100'000;

Picture scaledTo(QSize size, const Picture &picture)
{
    if (picture.size() == size) {
        return picture;
    }
    const auto target = allocatePicture(size);
    target.buffer->matrix = picture.buffer->matrix;
    target.buffer->range = picture.buffer->range;
    scalePicture(*picture.buffer, QRect({0, 0}, picture.size()), target, QRect({0, 0}, size));
    return {target.buffer, picture.time};
}

} // namespace

int layerBitRate(QSize size, QSize full, int bitRate)
{
    const double share = static_cast<double>(size.width()) * size.height() /
                         (static_cast<double>(full.width()) * full.height());
    return std::max(std::min(bitRate, kLeastBitRate),
                    static_cast<int>(bitRate * std::pow(share, 0.75)));
}

Result<SimulcastEncoder> SimulcastEncoder::create(const Options &options)
{
    SimulcastEncoder made;
    const QSize full = options.picture.size;
    const int lowest = kSimulcastLayers - options.layers;
    for (int layer = lowest; layer < kSimulcastLayers; ++layer) {
        Vp8Encoder::Options own = options.picture;
        own.size = layerSize(full, layer);
        if (made.m_encoders.empty() || made.m_encoders.back().size() != own.size) {
            own.bitRate = layerBitRate(own.size, full, options.picture.bitRate);
            auto encoder = Vp8Encoder::create(own);
            if (!encoder) {
                return fail(encoder.error());
            }
            made.m_encoders.push_back(std::move(*encoder));
        }
        made.m_encoderOf.push_back(made.m_encoders.size() - 1);
    }
    return made;
}

Status SimulcastEncoder::encode(const Picture &picture, Vp8Encoder::Frame frame,
                                const Vp8Encoder::Output &output)
{
    // From the top down, each scaled from the one above.
    std::vector<Picture> pictures(m_encoders.size());
    for (size_t i = m_encoders.size(); i-- > 0;) {
        const Picture &above = i + 1 < pictures.size() ? pictures[i + 1] : picture;
        pictures[i] = scaledTo(m_encoders[i].size(), above);
    }
    for (size_t i = 0; i < m_encoders.size(); ++i) {
        const auto done = m_encoders[i].encode(pictures[i], frame, [&](EncodedFrame encoded) {
            for (size_t layer = 0; layer < m_encoderOf.size(); ++layer) {
                if (m_encoderOf[layer] == i) {
                    encoded.layer = static_cast<int>(layer);
                    output(encoded);
                }
            }
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

} // namespace prosc
