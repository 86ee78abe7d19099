#include "app/server/uploads/state/upload_space.h"

#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Free space that uploads leave for everything else.
constexpr int64_t kReservedBytes = 256LL * 1024 * 1024;

int64_t volumeFreeBytes(const QString &folder)
{
    return QStorageInfo(folder).bytesAvailable();
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
