#include "app/server/index/library_lock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace prosc {

Result<LibraryLock> LibraryLock::take(const QString &dataFolder)
{
    const auto path = QFile::encodeName(dataFolder + u"/library.lock"_s);
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(errno == EACCES || errno == EROFS ? ErrorCode::PermissionDenied
                                                      : ErrorCode::DiskError,
                    u"library.lock: "_s + qt_error_string(errno));
    }
    LibraryLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            // A network file system without locks: two programs would write into one library.
            return fail(ErrorCode::DiskError,
                        u"library.lock: %1; choose a folder on a disk of this "
                        "computer"_s.arg(qt_error_string(errno)));
        }
        return fail(ErrorCode::LibraryInUse,
                    u"another program uses the library in %1"_s.arg(dataFolder));
    }
    return lock;
}

LibraryLock::~LibraryLock()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

} // namespace prosc
