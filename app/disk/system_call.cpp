#include "app/disk/system_call.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

ErrorCode codeOf(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: // beyond the largest file that the file system allows
        return ErrorCode::DiskFull;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::PermissionDenied;
    case ENOENT:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::DiskError;
    }
}

} // namespace

tl::unexpected<Error> systemError(const char *what, int error)
{
    return fail(codeOf(error), u"%1: %2"_s.arg(QLatin1String(what), qt_error_string(error)));
}

Status statusOf(const char *what, int result)
{
    return result < 0 ? Status(systemError(what, errno)) : Status();
}

} // namespace prosc
