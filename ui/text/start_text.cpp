#include "ui/text/start_text.h"

#include <QCoreApplication>

namespace prosc {

QString alreadyRunningText()
{
    return QCoreApplication::translate(
        "StartText", "Proscenium is already running. Host the room in its window.",
        "In the terminal, after the command to host a room");
}

QString runningSilentText()
{
    return QCoreApplication::translate(
        "StartText",
        "Proscenium is already running, but does not answer. End that program, then start again.",
        "The program is started while it hangs");
}

QString folderReadOnlyText(const QString &folder)
{
    return QCoreApplication::translate("StartText",
                                       "Proscenium cannot store its data in %1. Make that folder "
                                       "writable, or free space on "
                                       "its disk, then start again.",
                                       "%1: a folder")
        .arg(folder);
}

} // namespace prosc
