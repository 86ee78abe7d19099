#pragma once

#include "app/media/ffmpeg/av_handles.h"

#include <QByteArray>

#include <span>

namespace prosc {

/// The sequence and picture parameter sets (ITU-T H.264, 7.3.2.1 and 7.3.2.2) in a byte stream with
/// start codes (annex B), unchanged, each with a four-byte start code. Empty if there are none.
[[nodiscard]] QByteArray parameterSets(std::span<const uint8_t> byteStream);

/// Inserts `sets` before the first picture in a key frame's packet, after an access unit delimiter,
/// unless the packet has its own. False: out of memory.
[[nodiscard]] bool insertParameterSets(AVPacket &packet, const QByteArray &sets);

} // namespace prosc
