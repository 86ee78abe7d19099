#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QImage>
#include <QVideoFrame>

namespace prosc {

/// Copies a frame into an I420 picture; odd widths and heights lose their last column or row.
/// MediaFailed if the frame cannot be read.
[[nodiscard]] Result<Picture> toPicture(const QVideoFrame &frame, MediaTime time);
[[nodiscard]] Result<Picture> toPicture(const QImage &image, MediaTime time);

} // namespace prosc
