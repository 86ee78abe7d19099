#pragma once

#include "app/base/result.h"
#include "app/disk/system_file.h"

namespace prosc {

/// DiskFull, PermissionDenied, NotFound or DiskError; the detail is the system's call and reason.
[[nodiscard]] Error errorOf(const FileError &error);

template <class T>
[[nodiscard]] Result<T> resultOf(FileResult<T> result)
{
    return std::move(result).map_error(errorOf);
}

} // namespace prosc
