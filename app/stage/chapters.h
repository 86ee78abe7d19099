#pragma once

#include "app/stage/stage_layout.h"

#include <QString>

#include <map>
#include <optional>

namespace prosc {

/// What a chapter of a recording begins with.
enum class ChapterKind {
    Start,
    ContentShared,
    SharingEnded,
    /// Somebody was made the main tile.
    Highlighted,
    HighlightEnded,
    /// After a pause.
    Resumed,
    /// The program that records was started again in between; what happened meanwhile is missing.
    Interrupted,
};

/// The words for chapters, in the language of this computer.
using ChapterTitles = std::map<ChapterKind, QString>;

/// The chapter that begins when the stage changes; nothing when people only come and go, or switch
/// their cameras.
[[nodiscard]] std::optional<ChapterKind> chapterBetween(const StageScene &before,
                                                        const StageScene &after);

} // namespace prosc
