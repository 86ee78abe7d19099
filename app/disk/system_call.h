#pragma once

#include "app/base/result.h"

#include <cerrno>

namespace prosc {

/// Runs `call` again while a signal interrupts it.
template <class Call>
auto uninterrupted(Call call)
{
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

/// What an errno means: DiskFull, PermissionDenied, NotFound or DiskError, with `what` failed and
/// the system's reason as detail.
[[nodiscard]] tl::unexpected<Error> systemError(const char *what, int error);

/// The outcome of a call that returns a negative number when it fails and sets errno.
[[nodiscard]] Status statusOf(const char *what, int result);

} // namespace prosc
