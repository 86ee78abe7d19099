#pragma once

#include "app/stage/media.h"

#include <QRect>

namespace prosc {

/// Crops `part` (inside `picture`, even x and y) and scales it into `rect` (even) of `target`;
/// colours are unchanged.
void scalePicture(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                  QRect rect);

/// `picture` after `turns` quarter turns clockwise.
[[nodiscard]] Picture turnedPicture(const Picture &picture, int turns);

/// How samples encode colour.
struct ColourCoding
{
    ColourMatrix matrix = ColourMatrix::Bt601;
    ColourRange range = ColourRange::Limited;

    friend bool operator==(const ColourCoding &, const ColourCoding &) = default;
};

/// Converts the samples in `rect` (even) of `target` from `coding` to limited range with `matrix`.
/// Off by 2 levels at most.
void convertColours(const WritablePicture &target, QRect rect, ColourCoding coding,
                    ColourMatrix matrix);

/// scalePicture(), then convertColours() to BT.709 limited range, as in the recorded file.
void scaleToFile(const PictureBuffer &picture, QRect part, const WritablePicture &target,
                 QRect rect);

/// Fills `rect` (even) with one colour, given as Y, U and V.
void fillRect(const WritablePicture &target, QRect rect, std::array<uint8_t, 3> yuv);

/// Address of `position` (even) in plane `plane` (0 luma, 1 and 2 chroma) of `target`.
[[nodiscard]] uint8_t *planeAt(const WritablePicture &target, size_t plane, QPoint position);

/// 8-bit RGB as limited range YUV.
[[nodiscard]] std::array<uint8_t, 3> limitedYuv(std::array<uint8_t, 3> rgb, ColourMatrix matrix);
/// As in the recorded file: BT.709.
[[nodiscard]] std::array<uint8_t, 3> fileColour(std::array<uint8_t, 3> rgb);

} // namespace prosc
