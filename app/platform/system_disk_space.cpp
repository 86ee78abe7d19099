#include "app/platform/system_disk_space.h"

#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace prosc {

Result<int64_t> SystemDiskSpace::freeBytes(const QString &folder) const
{
    if (!QFileInfo(folder).isDir()) {
        return fail(ErrorCode::NotFound, u"no such folder: "_s + folder);
    }
    const QStorageInfo storage(folder);
    const qint64 bytes = storage.bytesAvailable();
    if (!storage.isValid() || bytes < 0) {
        return fail(ErrorCode::DiskError, u"cannot ask the disk of "_s + folder);
    }
    return bytes;
}

} // namespace prosc
