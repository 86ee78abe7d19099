#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>

namespace prosc {

/// Encodes a picture of even size as JPEG (JFIF: BT.601, full range). EncoderMissing, MediaFailed.
[[nodiscard]] Result<QByteArray> encodeJpeg(const PictureBuffer &picture);

} // namespace prosc
