#pragma once

#include "app/mp4/fragment_index.h"

#include <optional>

namespace prosc {

/// The id of the track with chapters, if the file has more than the one that it begins with.
[[nodiscard]] std::optional<uint32_t> chapterTrack(const FragmentIndex &index);

/// The tables of a track of chapters without the empty samples: each chapter lasts until the next
/// one begins, the last one until `end`, the length of the film.
/// libavformat puts empty samples between the samples of a text track, one at the end of each
/// fragment; players would show each as a chapter without a name.
[[nodiscard]] TrackTables chapterTables(const TrackTables &track, std::chrono::microseconds end);

} // namespace prosc
