#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>

namespace prosc {

/// A picture of even size as a JPEG file (JFIF: BT.601, full range). MediaFailed.
[[nodiscard]] Result<QByteArray> encodeJpeg(const PictureBuffer &picture);

} // namespace prosc
