#pragma once

#include "app/mp4/fragment_index.h"

#include <QByteArray>

namespace prosc {

/// The regular moov box (ISO/IEC 14496-12; no mvex) for all whole fragments of `index`. Offsets are
/// those of the recording plus `shift`: where the recording's first byte lies in the file.
[[nodiscard]] QByteArray buildMoov(const FragmentIndex &index, int64_t shift = 0);

/// What stands in front of an unchanged recording to make it a regular MP4 that starts playing at
/// once: ftyp, moov, and the header of an mdat that holds the recording's first
/// `index.wholeBytes()` bytes.
[[nodiscard]] QByteArray buildHead(const FragmentIndex &index);

} // namespace prosc
