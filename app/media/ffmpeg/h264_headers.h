#pragma once

#include "app/media/ffmpeg/av_handles.h"

#include <QByteArray>

#include <span>

namespace prosc {

/// The sequence and picture parameter sets (ITU-T H.264, 7.3.2.1 and 7.3.2.2) in a byte stream with
/// start codes (annex B), as they stand there, each with a start code of four bytes. Empty without
/// any.
[[nodiscard]] QByteArray parameterSets(std::span<const uint8_t> byteStream);

/// Puts `sets` in front of the first picture in a key frame's packet, behind an access unit
/// delimiter, unless the packet brings its own. False: no memory.
[[nodiscard]] bool insertParameterSets(AVPacket &packet, const QByteArray &sets);

} // namespace prosc
