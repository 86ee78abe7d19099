#include "app/server/uploads/state/upload_space.h"

#include <algorithm>
#include <filesystem>
#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Free space that uploads leave for everything else.
constexpr int64_t kReservedBytes = 256LL * 1024 * 1024;

int64_t volumeFreeBytes(const QString &folder)
{
    // Not QStorageInfo: it finds no disk where the root is no mount point, as in a chroot. A disk
    // that cannot be asked has no room.
    std::error_code reason;
    const auto space = std::filesystem::space(folder.toStdU16String(), reason);
    constexpr auto kMost = static_cast<uintmax_t>(std::numeric_limits<int64_t>::max());
    return reason ? 0 : static_cast<int64_t>(std::min(space.available, kMost));
}

} // namespace

UploadSpace::UploadSpace(FreeBytes freeBytes)
    : m_freeBytes(freeBytes ? std::move(freeBytes) : volumeFreeBytes)
{
}

Status UploadSpace::check(const QString &folder, int64_t bytes) const
{
    if (m_freeBytes(folder) < bytes + kReservedBytes) {
        return fail(ErrorCode::DiskFull, u"%1 bytes do not fit"_s.arg(bytes));
    }
    return {};
}

} // namespace prosc
