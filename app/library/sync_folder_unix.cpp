#include "app/library/sync_folder.h"

#include "app/base/logging.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace prosc {

#ifdef Q_OS_UNIX
void syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || ::fsync(fd) != 0) {
        // Some network file systems refuse it; the file itself is written all the same.
        qCWarning(logLibrary) << "cannot sync the folder of the uploads";
    }
    if (fd >= 0) {
        ::close(fd);
    }
}
#else
void syncFolder(const QString &) {}
#endif

} // namespace prosc
