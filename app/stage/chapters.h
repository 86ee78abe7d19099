#pragma once

#include "app/stage/stage_layout.h"

#include <QString>

#include <map>
#include <optional>

namespace prosc {

/// What starts a chapter of a recording.
enum class ChapterKind {
    Start,
    ContentShared,
    SharingEnded,
    /// A participant was made the main tile.
    Highlighted,
    HighlightEnded,
    /// The recording resumed after a pause.
    Resumed,
    /// The recording program was restarted; what happened in between is missing.
    Interrupted,
    /// A moderator marked this moment.
    Marked,
};

/// Chapter titles, in the language of this computer.
using ChapterTitles = std::map<ChapterKind, QString>;

/// The chapter that a change of the stage starts; nullopt when people only come and go or switch
/// their cameras.
[[nodiscard]] std::optional<ChapterKind> chapterBetween(const StageScene &before,
                                                        const StageScene &after);

} // namespace prosc
