#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"

namespace prosc {

/// Turns a fragmented recording into a regular MP4 without moving its media: truncates the file
/// after the last whole fragment of `index`, appends a moov for all fragments, syncs, and then
/// turns the 16-byte free box after ftyp into the header of a 64-bit mdat that covers everything up
/// to that moov, with one write inside one sector. Before that write the file is a complete
/// fragmented recording, afterwards a regular MP4. May be repeated after a crash at any point and
/// on a finished file. FileDamaged when there is no whole fragment or no free box; DiskFull,
/// DiskError: the recording keeps its fragmented form.
[[nodiscard]] Status finaliseTail(DiskFile &file, const FragmentIndex &index);

} // namespace prosc
