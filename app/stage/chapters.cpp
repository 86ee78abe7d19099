#include "app/stage/chapters.h"

namespace prosc {

std::optional<ChapterKind> chapterBetween(const StageScene &before, const StageScene &after)
{
    if (before.sharing != after.sharing) {
        return after.sharing ? ChapterKind::ContentShared : ChapterKind::SharingEnded;
    }
    // While content is shared it is the main tile, whoever is highlighted.
    if (before.highlighted != after.highlighted && !after.sharing) {
        return after.highlighted ? ChapterKind::Highlighted : ChapterKind::HighlightEnded;
    }
    return std::nullopt;
}

} // namespace prosc
