#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/media.h"

#include <QString>

namespace prosc {

/// The failed call and libav's message, for Error::detail.
[[nodiscard]] QString avError(const char *what, int error);

/// A decoded frame as a picture, with the frame's pts (nanoseconds) as its time. I420 is wrapped
/// without a copy, a few other formats are converted; MediaFailed for the rest.
[[nodiscard]] Result<Picture> pictureFromFrame(AvFrame frame, Codec codec);

/// A frame that refers to the picture's memory without a copy. Null when out of memory.
[[nodiscard]] AvFrame frameFromPicture(const Picture &picture);

} // namespace prosc
