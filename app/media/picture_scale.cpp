#include "app/media/picture_scale.h"

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

constexpr int kShift = 14;

LumaWeights weightsOf(ColourMatrix matrix)
{
    return matrix == ColourMatrix::Bt601 ? kBt601 : kBt709;
}

/// One linear map from source YUV to limited range YUV. A grey added to a colour changes neither Cb
/// nor Cr, so the new chroma depends on the old chroma only.
struct ColourMap
{
    int lumaFromY, lumaFromU, lumaFromV, lumaBlack;
    int uFromU, uFromV, vFromU, vFromV;
};

int fixed(double value)
{
    return static_cast<int>(std::lround(value * (1 << kShift)));
}

ColourMap colourMap(ColourCoding coding, ColourMatrix matrix)
{
    const auto from = weightsOf(coding.matrix);
    const auto to = weightsOf(matrix);
    const bool full = coding.range == ColourRange::Full;
    // Out of samples into Y in 0..1 and chroma in -0.5..0.5, and back.
    const double lumaIn = full ? 1 / 255.0 : 1 / 219.0;
    const double chromaIn = full ? 1 / 255.0 : 1 / 224.0;

    // Differences to luma: B - Y = 2 (1 - kb) Cb, R - Y = 2 (1 - kr) Cr, G - Y from the other two.
    const double blue = 2 * (1 - from.blue) * chromaIn;
    const double red = 2 * (1 - from.red) * chromaIn;
    const double green = 1 - from.red - from.blue;
    const double greenFromU = -from.blue / green * blue;
    const double greenFromV = -from.red / green * red;
    const double newGreen = 1 - to.red - to.blue;
    // The new luma of a colour, less its old luma.
    const double shiftFromU = newGreen * greenFromU + to.blue * blue;
    const double shiftFromV = newGreen * greenFromV + to.red * red;
    const double uOut = 224 / (2 * (1 - to.blue));
    const double vOut = 224 / (2 * (1 - to.red));

    return {fixed(219 * lumaIn),
            fixed(219 * shiftFromU),
            fixed(219 * shiftFromV),
            full ? 0 : 16,
            fixed(uOut * (blue - shiftFromU)),
            fixed(uOut * -shiftFromV),
            fixed(vOut * -shiftFromU),
            fixed(vOut * (red - shiftFromV))};
}

uint8_t toByte(int fixedPoint)
{
    return static_cast<uint8_t>(std::clamp(fixedPoint >> kShift, 0, 255));
}

/// Two rows of luma and the row of chroma between them.
struct RowPair
{
    uint8_t *upper;
    uint8_t *lower;
    uint8_t *u;
    uint8_t *v;
};

void mapRows(const RowPair &rows, int width, const ColourMap &map)
{
    constexpr int half = 1 << (kShift - 1);
    constexpr int chromaZero = (128 << kShift) + half;
    const int lumaZero = (16 << kShift) + half - map.lumaBlack * map.lumaFromY;
    for (int x = 0; x < width / 2; ++x) {
        const int u = rows.u[x] - 128;
        const int v = rows.v[x] - 128;
        const int luma = lumaZero + map.lumaFromU * u + map.lumaFromV * v;
        rows.upper[2 * x] = toByte(luma + map.lumaFromY * rows.upper[2 * x]);
        rows.upper[2 * x + 1] = toByte(luma + map.lumaFromY * rows.upper[2 * x + 1]);
        rows.lower[2 * x] = toByte(luma + map.lumaFromY * rows.lower[2 * x]);
        rows.lower[2 * x + 1] = toByte(luma + map.lumaFromY * rows.lower[2 * x + 1]);
        rows.u[x] = toByte(chromaZero + map.uFromU * u + map.uFromV * v);
        rows.v[x] = toByte(chromaZero + map.vFromU * u + map.vFromV * v);
    }
}

/// Bilinear drops samples when it makes a picture less than half as large; a box does not.
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
    const auto &strides = target.buffer->strides;
    for (int y = 0; y + 1 < rect.height(); y += 2) {
        const QPoint left(rect.x(), rect.y() + y);
        auto *upper = planeAt(target, 0, left);
        mapRows({upper, upper + strides[0], planeAt(target, 1, left), planeAt(target, 2, left)},
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

} // namespace prosc
