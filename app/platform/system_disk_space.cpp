#include "app/platform/system_disk_space.h"

#include <QFileInfo>

#include <algorithm>
#include <filesystem>
#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

Result<int64_t> SystemDiskSpace::freeBytes(const QString &folder) const
{
    if (!QFileInfo(folder).isDir()) {
        return fail(ErrorCode::NotFound, u"no such folder: "_s + folder);
    }
    // Not QStorageInfo: it finds no disk where the root is no mount point, as in a chroot.
    std::error_code reason;
    const auto space = std::filesystem::space(folder.toStdU16String(), reason);
    if (reason) {
        return fail(ErrorCode::DiskError, u"cannot ask the disk of %1: %2"_s.arg(
                                              folder, QString::fromStdString(reason.message())));
    }
    constexpr auto kMost = static_cast<uintmax_t>(std::numeric_limits<int64_t>::max());
    return static_cast<int64_t>(std::min(space.available, kMost));
}

} // namespace prosc
