#include "app/media/picture/picture_scale.h"

#include "app/stage/even.h"

#include <libyuv.h>

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

/// Weights of red and blue in luma; green has the rest.
struct LumaWeights
{
    double red;
    double blue;
};

constexpr LumaWeights kBt601{0.299, 0.114};
constexpr LumaWeights kBt709{0.2126, 0.0722};

LumaWeights weightsOf(ColourMatrix matrix)
{
    return matrix == ColourMatrix::Bt601 ? kBt601 : kBt709;
}

/// Fractional bits of samples in 16-bit arithmetic, which every SIMD unit does eight or more at a
/// time.
constexpr int kFraction = 5;
constexpr int kHalf = 1 << (kFraction - 1);

/// A linear map from source YUV to limited range YUV. Adding grey to a colour changes neither Cb
/// nor Cr, so the new chroma depends on the old chroma only.
struct ColourMap
{
    /// Scaled by 2^14.
    int16_t lumaFromY;
    /// Scaled by 2^13.
    int16_t lumaFromU, lumaFromV, uFromU, uFromV, vFromU, vFromV;
    /// With kFraction fractional bits.
    int16_t lumaOffset;
};

int16_t fixed(double value, int bits)
{
    return static_cast<int16_t>(std::lround(value * (1 << bits)));
}

ColourMap colourMap(ColourCoding coding, ColourMatrix matrix)
{
    const auto from = weightsOf(coding.matrix);
    const auto to = weightsOf(matrix);
    const bool full = coding.range == ColourRange::Full;
    // From samples to Y in 0..1 and chroma in -0.5..0.5, and back.
    const double lumaIn = full ? 1 / 255.0 : 1 / 219.0;
    const double chromaIn = full ? 1 / 255.0 : 1 / 224.0;

    // Differences to luma: B - Y = 2 (1 - kb) Cb, R - Y = 2 (1 - kr) Cr, G - Y from the other two.
    const double blue = 2 * (1 - from.blue) * chromaIn;
    const double red = 2 * (1 - from.red) * chromaIn;
    const double green = 1 - from.red - from.blue;
    const double greenFromU = -from.blue / green * blue;
    const double greenFromV = -from.red / green * red;
    const double newGreen = 1 - to.red - to.blue;
    // The new luma of a colour minus its old luma.
    const double shiftFromU = newGreen * greenFromU + to.blue * blue;
    const double shiftFromV = newGreen * greenFromV + to.red * red;
    const double uOut = 224 / (2 * (1 - to.blue));
    const double vOut = 224 / (2 * (1 - to.red));
    const double black = full ? 0 : 16;

    return {fixed(219 * lumaIn, 14),
            fixed(219 * shiftFromU, 13),
            fixed(219 * shiftFromV, 13),
            fixed(uOut * (blue - shiftFromU), 13),
            fixed(uOut * -shiftFromV, 13),
            fixed(vOut * -shiftFromU, 13),
            fixed(vOut * (red - shiftFromV), 13),
            static_cast<int16_t>(fixed(16 - black * 219 * lumaIn, kFraction) + kHalf)};
}

/// The upper half of the product: one instruction for a whole vector.
[[gnu::always_inline]] inline int mulHigh(int a, int16_t b)
{
    return (a * b) >> 16;
}

[[gnu::always_inline]] inline uint8_t toByte(int value)
{
    return static_cast<uint8_t>(std::clamp(value >> kFraction, 0, 255));
}

/// Chroma samples per block, so that intermediate results stay in the L1 cache.
constexpr int kBlock = 256;
/// Offsets of luma samples, with kFraction fractional bits.
using LumaShifts = std::array<int16_t, 2 * kBlock>;

/// Maps `count` chroma samples in place and computes the offsets of their luma samples.
[[gnu::always_inline]] inline void mapChroma(uint8_t *__restrict u, uint8_t *__restrict v,
                                             int count, const ColourMap &map, LumaShifts &shifts)
{
    constexpr int zero = (128 << kFraction) + kHalf;
    std::array<int16_t, kBlock> shift; // NOLINT: filled below
    for (int x = 0; x < count; ++x) {
        const int oldU = (u[x] - 128) * 256;
        const int oldV = (v[x] - 128) * 256;
        shift[static_cast<size_t>(x)] = static_cast<int16_t>(
            mulHigh(oldU, map.lumaFromU) + mulHigh(oldV, map.lumaFromV) + map.lumaOffset);
        u[x] = toByte(zero + mulHigh(oldU, map.uFromU) + mulHigh(oldV, map.uFromV));
        v[x] = toByte(zero + mulHigh(oldU, map.vFromU) + mulHigh(oldV, map.vFromV));
    }
    for (size_t x = 0; x < static_cast<size_t>(count); ++x) {
        shifts[2 * x] = shift[x];
        shifts[2 * x + 1] = shift[x];
    }
}

[[gnu::always_inline]] inline void mapLuma(uint8_t *__restrict row, int count, int16_t lumaFromY,
                                           const LumaShifts &shifts)
{
    for (int x = 0; x < count; ++x) {
        row[x] = toByte(mulHigh(row[x] * 128, lumaFromY) + shifts[static_cast<size_t>(x)]);
    }
}

/// Two rows of luma and the row of chroma they share.
struct RowPair
{
    uint8_t *upper;
    uint8_t *lower;
    uint8_t *u;
    uint8_t *v;
};

[[gnu::always_inline]] inline void mapRows(const RowPair &rows, int width, const ColourMap &map)
{
    LumaShifts shifts; // NOLINT: filled below
    for (int x = 0; x < width / 2; x += kBlock) {
        const int count = std::min(kBlock, width / 2 - x);
        mapChroma(rows.u + x, rows.v + x, count, map, shifts);
        mapLuma(rows.upper + 2 * x, 2 * count, map.lumaFromY, shifts);
        mapLuma(rows.lower + 2 * x, 2 * count, map.lumaFromY, shifts);
    }
}

void mapRowsAnywhere(const RowPair &rows, int width, const ColourMap &map)
{
    mapRows(rows, width, map);
}

#ifdef __x86_64__
/// The same, with vectors of twice the length.
[[gnu::target("avx2")]] void mapRowsAvx2(const RowPair &rows, int width, const ColourMap &map)
{
    mapRows(rows, width, map);
}
#endif

using MapRows = void (*)(const RowPair &, int, const ColourMap &);

MapRows fastestMapRows()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        return mapRowsAvx2;
    }
#endif
    return mapRowsAnywhere;
}

/// Bilinear skips samples when scaling to less than half the size; a box filter does not.
libyuv::FilterMode filterFor(QSize from, QSize to)
{
    return from.width() > 2 * to.width() || from.height() > 2 * to.height()
               ? libyuv::kFilterBox
               : libyuv::kFilterBilinear;
}

} // namespace

uint8_t *planeAt(const WritablePicture &target, size_t plane, QPoint position)
{
    const auto at = plane == 0 ? position : position / 2;
    return target.planes[plane] + static_cast<ptrdiff_t>(at.y()) * target.buffer->strides[plane] +
           at.x();
}

void scalePicture(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                  QRect rect)
{
    const auto from = [&](size_t plane) {
        const auto at = plane == 0 ? part.topLeft() : part.topLeft() / 2;
        return picture.planes[plane] + static_cast<ptrdiff_t>(at.y()) * picture.strides[plane] +
               at.x();
    };
    const auto to = [&](size_t plane) { return planeAt(target, plane, rect.topLeft()); };
    const auto &strides = target.buffer->strides;
    if (part.size() == rect.size()) {
        libyuv::I420Copy(from(0), picture.strides[0], from(1), picture.strides[1], from(2),
                         picture.strides[2], to(0), strides[0], to(1), strides[1], to(2),
                         strides[2], rect.width(), rect.height());
        return;
    }
    if (part.width() > 2 * rect.width() && part.height() > 2 * rect.height()) {
        // Halve it first: libyuv does that twenty times as fast as a box filter with fractional
        // samples.
        const auto half = allocatePicture(QSize(even(part.width() / 2), even(part.height() / 2)));
        const QRect all({0, 0}, half.buffer->size);
        scalePicture(picture, QRect(part.topLeft(), 2 * all.size()), half, all);
        scalePicture(*half.buffer, all, target, rect);
        return;
    }
    libyuv::I420Scale(from(0), picture.strides[0], from(1), picture.strides[1], from(2),
                      picture.strides[2], part.width(), part.height(), to(0), strides[0], to(1),
                      strides[1], to(2), strides[2], rect.width(), rect.height(),
                      filterFor(part.size(), rect.size()));
}

void convertColours(const WritablePicture &target, QRect rect, ColourCoding coding,
                    ColourMatrix matrix)
{
    if (coding == ColourCoding{matrix, ColourRange::Limited}) {
        return;
    }
    const auto map = colourMap(coding, matrix);
    const auto mapTwoRows = fastestMapRows();
    const auto &strides = target.buffer->strides;
    for (int y = 0; y + 1 < rect.height(); y += 2) {
        const QPoint left(rect.x(), rect.y() + y);
        auto *upper = planeAt(target, 0, left);
        mapTwoRows({upper, upper + strides[0], planeAt(target, 1, left), planeAt(target, 2, left)},
                   rect.width(), map);
    }
}

void scaleToFile(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                 QRect rect)
{
    scalePicture(picture, part, target, rect);
    convertColours(target, rect, {picture.matrix, picture.range}, ColourMatrix::Bt709);
}

void fillRect(const WritablePicture &target, QRect rect, std::array<uint8_t, 3> yuv)
{
    for (size_t plane = 0; plane < 3; ++plane) {
        const int divisor = plane == 0 ? 1 : 2;
        libyuv::SetPlane(planeAt(target, plane, rect.topLeft()), target.buffer->strides[plane],
                         rect.width() / divisor, rect.height() / divisor, yuv[plane]);
    }
}

std::array<uint8_t, 3> limitedYuv(std::array<uint8_t, 3> rgb, ColourMatrix matrix)
{
    const auto weights = weightsOf(matrix);
    const double red = rgb[0] / 255.0;
    const double green = rgb[1] / 255.0;
    const double blue = rgb[2] / 255.0;
    const double luma =
        weights.red * red + (1 - weights.red - weights.blue) * green + weights.blue * blue;
    const auto byte = [](double value) { return static_cast<uint8_t>(std::lround(value)); };
    return {byte(16 + 219 * luma), byte(128 + 224 * (blue - luma) / (2 * (1 - weights.blue))),
            byte(128 + 224 * (red - luma) / (2 * (1 - weights.red)))};
}

std::array<uint8_t, 3> fileColour(std::array<uint8_t, 3> rgb)
{
    return limitedYuv(rgb, ColourMatrix::Bt709);
}

Picture turnedPicture(const Picture &picture, int turns)
{
    const PictureBuffer &from = *picture.buffer;
    const bool isUpended = turns % 2 != 0;
    auto to = allocatePicture(isUpended ? from.size.transposed() : from.size);
    to.buffer->matrix = from.matrix;
    to.buffer->range = from.range;
    const auto &strides = to.buffer->strides;
    libyuv::I420Rotate(from.planes[0], from.strides[0], from.planes[1], from.strides[1],
                       from.planes[2], from.strides[2], to.planes[0], strides[0], to.planes[1],
                       strides[1], to.planes[2], strides[2], from.size.width(), from.size.height(),
                       static_cast<libyuv::RotationMode>(turns * 90));
    return Picture{std::move(to.buffer), picture.time};
}

} // namespace prosc
