#pragma once

#include "app/stage/chapters.h"

namespace prosc {

/// Chapter titles for recordings, in the program's language.
[[nodiscard]] ChapterTitles chapterTitles();

} // namespace prosc
