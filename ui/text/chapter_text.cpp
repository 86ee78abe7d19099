#include "ui/text/chapter_text.h"

#include <QCoreApplication>

namespace prosc {

ChapterTitles chapterTitles()
{
    return {{ChapterKind::Start,
             QCoreApplication::translate("ChapterText", "Start", "Chapter: the recording begins")},
            {ChapterKind::ContentShared,
             QCoreApplication::translate("ChapterText", "Shared content",
                                         "Chapter: somebody shares a screen")},
            {ChapterKind::SharingEnded,
             QCoreApplication::translate("ChapterText", "Sharing ended",
                                         "Chapter: a screen is not shared any more")},
            {ChapterKind::Highlighted,
             QCoreApplication::translate("ChapterText", "One person highlighted",
                                         "Chapter: a moderator made one tile the main one")},
            {ChapterKind::HighlightEnded,
             QCoreApplication::translate("ChapterText", "Everyone",
                                         "Chapter: all tiles have the same size again")},
            {ChapterKind::Resumed,
             QCoreApplication::translate("ChapterText", "Recording resumed",
                                         "Chapter: the recording goes on after a pause")},
            {ChapterKind::Interrupted,
             QCoreApplication::translate(
                 "ChapterText", "Recording continued after an interruption",
                 "Chapter: the recording program was gone for a while, which is missing here")},
            {ChapterKind::Marked, QCoreApplication::translate(
                                      "ChapterText", "Mark %1",
                                      "Chapter: a moderator marked this moment; %1 is 1, 2, 3 …")}};
}

} // namespace prosc
