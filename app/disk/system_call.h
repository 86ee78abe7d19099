#pragma once

#include "app/base/result.h"

#include <cerrno>

namespace prosc {

/// Repeats `call` while a signal interrupts it (EINTR).
template <class Call>
auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

/// Maps an errno to DiskFull, PermissionDenied, NotFound or DiskError; the detail is `what` and the
/// system's reason.
[[nodiscard]] tl::unexpected<Error> systemError(const char *what, int error);

/// The result of a system call that returns a negative number and sets errno on failure.
[[nodiscard]] Status statusOf(const char *what, int result);

} // namespace prosc
