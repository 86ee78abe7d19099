#pragma once

#include "app/mp4/fragment_index.h"

#include <optional>

namespace prosc {

/// The id of the chapter track; nullopt if the file has no chapter besides the initial one.
[[nodiscard]] std::optional<uint32_t> chapterTrack(const FragmentIndex &index);

/// The tables of a chapter track without its empty samples: each chapter lasts until the next one
/// begins, the last one until `end`, the length of the movie. libavformat inserts empty samples
/// between the samples of a text track, one at the end of each fragment; players would show each as
/// a chapter without a name.
[[nodiscard]] TrackTables chapterTables(const TrackTables &track, std::chrono::microseconds end);

} // namespace prosc
