#pragma once

#include "app/stage/chapters.h"

namespace prosc {

/// What the chapters of a recording are called, in the language of the program.
[[nodiscard]] ChapterTitles chapterTitles();

} // namespace prosc
