#pragma once

#include "app/mp4/fragment_index.h"

#include <QByteArray>

namespace prosc {

/// The regular moov box (ISO/IEC 14496-12; no mvex) for all whole fragments of `index`. Its offsets
/// are shifted by `shift`, the position of the recording's first byte in the file.
[[nodiscard]] QByteArray buildMoov(const FragmentIndex &index, int64_t shift = 0);

/// The bytes that, placed before an unchanged recording, make it a regular MP4 that starts playing
/// at once: ftyp, moov, and the header of an mdat that holds the recording's first
/// `index.wholeBytes()` bytes.
[[nodiscard]] QByteArray buildHead(const FragmentIndex &index);

} // namespace prosc
