#include "app/disk/win32_call.h"

namespace prosc {

namespace {

// ERROR_DISK_QUOTA_EXCEEDED, which MinGW's headers lack.
constexpr DWORD kQuotaExceeded = 1295;

} // namespace

FileFault faultOf(DWORD error)
{
    switch (error) {
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case kQuotaExceeded:
    case ERROR_FILE_TOO_LARGE:
        return FileFault::DiskFull;
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_PRIVILEGE_NOT_HELD:
        return FileFault::PermissionDenied;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return FileFault::NotFound;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return FileFault::Exists;
    default:
        return FileFault::Other;
    }
}

tl::unexpected<FileError> failed(const char *call, DWORD error)
{
    return tl::unexpected<FileError>(FileError{faultOf(error), call, static_cast<int>(error)});
}

FileStatus statusOf(const char *call, DWORD error)
{
    return error == ERROR_SUCCESS ? FileStatus() : FileStatus(failed(call, error));
}

DWORD errorUnless(BOOL done)
{
    return done != 0 ? ERROR_SUCCESS : ::GetLastError();
}

bool isUnknown(DWORD error)
{
    return error == ERROR_INVALID_PARAMETER || error == ERROR_INVALID_FUNCTION ||
           error == ERROR_NOT_SUPPORTED || error == ERROR_CALL_NOT_IMPLEMENTED;
}

} // namespace prosc
