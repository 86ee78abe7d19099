#pragma once

#include <cstdint>

namespace prosc {

/// What happens to the local copy of a recording once the library has confirmed it.
enum class LocalCopy { RemoveAfterAWeek, RemoveAtOnce, Keep };

/// How recordings are uploaded to the library; a setting of this computer.
struct UploadSettings
{
    /// Bits a second for all uploads together; 0: no limit.
    int64_t bitRateLimit = 0;
    /// No uploads during a meeting.
    bool onlyAfterMeeting = false;
    LocalCopy localCopy = LocalCopy::RemoveAfterAWeek;

    friend bool operator==(const UploadSettings &, const UploadSettings &) = default;
};

} // namespace prosc
