#pragma once

#include "app/base/result.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/media/mux/caption.h"

namespace prosc {

/// Text tracks of the file: 3GPP timed text (3GPP TS 26.245, "tx3g"), in milliseconds. Chapters are
/// told from subtitles by the name of their handler (TrackTables::kChapters).
inline constexpr AVRational kTextTimeBase{1, 1000};

/// Adds a stream for captions of `kind` to a muxer that has not written its header. MediaFailed.
[[nodiscard]] Result<AVStream *> addTextStream(AVFormatContext &format, Caption::Kind kind);

/// A sample of such a stream, in kTextTimeBase. MediaFailed (memory).
[[nodiscard]] Result<AvPacket> textPacket(const Caption &caption, int frameRate);

} // namespace prosc
