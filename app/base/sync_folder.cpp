#include "app/base/sync_folder.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>
#endif

namespace prosc {

#ifdef Q_OS_UNIX
Status syncFolder(const QString &folder)
{
    const int fd =
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return fail(ErrorCode::DiskError, QString::fromLocal8Bit(std::strerror(errno)));
    }
    const int result = ::fsync(fd);
    const int reason = errno;
    ::close(fd);
    if (result != 0) {
        return fail(ErrorCode::DiskError, QString::fromLocal8Bit(std::strerror(reason)));
    }
    return {};
}
#else
Status syncFolder(const QString &)
{
    return {};
}
#endif

} // namespace prosc
