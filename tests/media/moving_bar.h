#pragma once

#include "app/stage/media.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <vector>

namespace prosc::test {

constexpr int kSamplesPerFrame = 1600;

/// Dark, with a bright bar that moves by 3/160 of the width per frame.
inline int barStart(int64_t frame, int width)
{
    return static_cast<int>(frame * 3 % 144) * width / 160;
}

inline Picture makePicture(int64_t frame, QSize size)
{
    auto picture = allocatePicture(size);
    const auto width = static_cast<size_t>(size.width());
    for (int row = 0; row < size.height(); ++row) {
        auto *line = picture.planes[0] + row * picture.buffer->strides[0];
        std::memset(line, 40 + row % 32, width);
        std::memset(line + barStart(frame, size.width()), 220, width / 10);
    }
    const auto chroma = static_cast<size_t>(picture.buffer->strides[1] * ((size.height() + 1) / 2));
    std::memset(picture.planes[1], 110, chroma);
    std::memset(picture.planes[2], 140, chroma);
    picture.buffer->matrix = ColourMatrix::Bt709;
    return {picture.buffer, {}};
}

inline std::vector<float> makeTone(int64_t frame)
{
    std::vector<float> stereo;
    for (int64_t i = frame * kSamplesPerFrame; i < (frame + 1) * kSamplesPerFrame; ++i) {
        const auto angle = static_cast<double>(i) * 440 * 2 * std::numbers::pi / 48000;
        stereo.insert(stereo.end(), 2, static_cast<float>(0.25 * std::sin(angle)));
    }
    return stereo;
}

} // namespace prosc::test
