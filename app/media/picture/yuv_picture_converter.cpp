#include "app/media/picture/yuv_picture_converter.h"

#include <libyuv.h>

namespace prosc {

namespace {

const libyuv::YuvConstants *constantsFor(ColourMatrix matrix, ColourRange range)
{
    if (matrix == ColourMatrix::Bt601) {
        return range == ColourRange::Full ? &libyuv::kYuvJPEGConstants : &libyuv::kYuvI601Constants;
    }
    return range == ColourRange::Full ? &libyuv::kYuvF709Constants : &libyuv::kYuvH709Constants;
}

} // namespace

void YuvPictureConverter::toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                                 int bytesPerLine) const
{
    if (picture.isNull() || target.isEmpty()) {
        return;
    }
    auto part = source.intersected(QRect({0, 0}, picture.size()));
    // Chroma has a sample only at every second position.
    part.setLeft(part.left() & ~1);
    part.setTop(part.top() & ~1);
    if (part.isEmpty()) {
        return;
    }
    const auto &from = *picture.buffer;
    const auto scaled = allocatePicture(target);
    m_scaler.scalePicture(from, part, scaled, QRect({0, 0}, target));
    const auto &planes = scaled.planes;
    const auto &strides = scaled.buffer->strides;
    // libyuv calls it ARGB after the order inside a little-endian word: B, G, R, A in memory.
    libyuv::I420ToARGBMatrix(planes[0], strides[0], planes[1], strides[1], planes[2], strides[2],
                             bits, bytesPerLine, constantsFor(from.matrix, from.range),
                             target.width(), target.height());
}

} // namespace prosc
