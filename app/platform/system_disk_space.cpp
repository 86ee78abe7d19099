#include "app/platform/system_disk_space.h"

#include <QFileInfo>
#include <QStorageInfo>

namespace prosc {

Result<int64_t> SystemDiskSpace::freeBytes(const QString &folder) const
{
    if (!QFileInfo(folder).isDir()) {
        return fail(ErrorCode::NotFound, QStringLiteral("no such folder: ") + folder);
    }
    const QStorageInfo storage(folder);
    const qint64 bytes = storage.bytesAvailable();
    if (!storage.isValid() || bytes < 0) {
        return fail(ErrorCode::DiskError, QStringLiteral("cannot ask the disk of ") + folder);
    }
    return bytes;
}

} // namespace prosc
