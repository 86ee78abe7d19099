#include "app/disk/file_error.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

ErrorCode codeOf(FileFault fault)
{
    switch (fault) {
    case FileFault::DiskFull:
        return ErrorCode::DiskFull;
    case FileFault::PermissionDenied:
        return ErrorCode::PermissionDenied;
    case FileFault::NotFound:
        return ErrorCode::NotFound;
    case FileFault::Exists:
    case FileFault::Other:
        break;
    }
    return ErrorCode::DiskError;
}

} // namespace

Error errorOf(const FileError &error)
{
    return {codeOf(error.fault),
            u"%1: %2"_s.arg(QLatin1String(error.call), qt_error_string(error.code))};
}

} // namespace prosc
