#include "app/server/repair/library_ownership.h"

#include "app/base/logging.h"

#include <QDirIterator>
#include <QFile>

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace prosc {

void giveToOwnerOf(const QString &dataFolder)
{
    struct stat folder = {};
    const auto path = QFile::encodeName(dataFolder);
    if (::geteuid() != 0 || ::stat(path.constData(), &folder) != 0 || folder.st_uid == 0) {
        return;
    }
    QDirIterator entries(dataFolder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const auto name = QFile::encodeName(entries.next());
        struct stat entry = {};
        // What has more names than one, or is a link, may be somebody else's file.
        const bool isOurs =
            ::lstat(name.constData(), &entry) == 0 && entry.st_uid == 0 &&
            (S_ISDIR(entry.st_mode) || (S_ISREG(entry.st_mode) && entry.st_nlink == 1));
        if (isOurs && ::lchown(name.constData(), folder.st_uid, folder.st_gid) != 0) {
            qCWarning(logServer).noquote() << name << "stays root's:" << qt_error_string(errno);
        }
    }
}

} // namespace prosc
