#include "app/platform/file_limit.h"

#include <sys/resource.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

Result<uint64_t> raiseFileLimit()
{
    constexpr rlim_t wanted = 65536;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return fail(ErrorCode::PermissionDenied, u"getrlimit"_s);
    }
    const rlim_t soft = std::max(limit.rlim_cur, std::min(limit.rlim_max, wanted));
    if (soft != limit.rlim_cur) {
        limit.rlim_cur = soft;
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
            return fail(ErrorCode::PermissionDenied, u"setrlimit"_s);
        }
    }
    return static_cast<uint64_t>(soft);
}

} // namespace prosc
