#include "app/media/compose/tile_shapes.h"

#include "app/media/picture/picture_scale.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

constexpr int kRadius = 12;
constexpr std::array<uint8_t, 3> kFigure{0x5a, 0x62, 0x70};

/// How much of the pixel at `distance` from an edge (negative: inside) is covered.
float coverage(float distance)
{
    return std::clamp(0.5F - distance, 0.0F, 1.0F);
}

void blend(uint8_t &sample, uint8_t over, float share)
{
    sample = static_cast<uint8_t>(
        std::lround(static_cast<float>(sample) + static_cast<float>(over - sample) * share));
}

/// One corner of one plane. `radius` is in the plane's samples.
void roundCorner(uint8_t *corner, int stepX, ptrdiff_t stepY, int radius, uint8_t ground)
{
    for (int y = 0; y < radius; ++y) {
        for (int x = 0; x < radius; ++x) {
            const auto centre = static_cast<float>(radius) - 0.5F;
            const float distance =
                std::hypot(centre - static_cast<float>(x), centre - static_cast<float>(y)) -
                static_cast<float>(radius);
            const float outside = 1 - coverage(distance);
            if (outside > 0) {
                blend(corner[y * stepY + x * stepX], ground, outside);
            }
        }
    }
}

/// Approximate distance of a point from an ellipse (negative: inside), in the unit of the radii.
float outsideEllipse(float x, float y, float radiusX, float radiusY)
{
    const float length = std::hypot(x / radiusX, y / radiusY);
    return (length - 1) * std::min(radiusX, radiusY);
}

/// How much of a pixel the figure covers. The coordinates are for a tile of height 1 with x = 0 in
/// the middle; `scale` is that height in samples.
float figureCoverage(float x, float y, float scale)
{
    const float head = outsideEllipse(x, y - 0.38F, 0.135F, 0.155F);
    const float shoulders = outsideEllipse(x, y - 0.92F, 0.30F, 0.32F);
    // The shoulders are cut off straight, a little above the middle of their ellipse.
    const float bottom = y - 0.86F;
    return std::max(coverage(head * scale),
                    std::min(coverage(shoulders * scale), coverage(bottom * scale)));
}

} // namespace

void roundCorners(const WritablePicture &target, QRect rect, std::array<uint8_t, 3> ground)
{
    const int radius = std::min({kRadius, rect.width() / 2, rect.height() / 2}) & ~1;
    for (size_t plane = 0; plane < 3; ++plane) {
        const int divisor = plane == 0 ? 1 : 2;
        const ptrdiff_t stride = target.buffer->strides[plane];
        const int right = rect.width() / divisor - 1;
        const int bottom = rect.height() / divisor - 1;
        auto *origin = planeAt(target, plane, rect.topLeft());
        const int planeRadius = radius / divisor;
        roundCorner(origin, 1, stride, planeRadius, ground[plane]);
        roundCorner(origin + right, -1, stride, planeRadius, ground[plane]);
        roundCorner(origin + bottom * stride, 1, -stride, planeRadius, ground[plane]);
        roundCorner(origin + bottom * stride + right, -1, -stride, planeRadius, ground[plane]);
    }
}

void drawFigure(const WritablePicture &picture)
{
    const auto colour = fileColour(kFigure);
    for (size_t plane = 0; plane < 3; ++plane) {
        const int divisor = plane == 0 ? 1 : 2;
        const int width = picture.buffer->size.width() / divisor;
        const int height = picture.buffer->size.height() / divisor;
        // In a portrait tile the figure shrinks to fit the width.
        const auto unit = static_cast<float>(std::min(height, width * 4 / 3));
        const float top = (static_cast<float>(height) - unit) / 2;
        for (int y = 0; y < height; ++y) {
            auto *row =
                picture.planes[plane] + static_cast<ptrdiff_t>(y) * picture.buffer->strides[plane];
            for (int x = 0; x < width; ++x) {
                const float fromMiddle =
                    static_cast<float>(x) + 0.5F - static_cast<float>(width) / 2;
                const float share = figureCoverage(
                    fromMiddle / unit, (static_cast<float>(y) + 0.5F - top) / unit, unit);
                if (share > 0) {
                    blend(row[x], colour[plane], share);
                }
            }
        }
    }
}

} // namespace prosc
