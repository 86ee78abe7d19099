#pragma once

#include <QDateTime>
#include <QString>

namespace prosc {

/// `moment` as ISO 8601 with milliseconds and its offset from UTC, which Qt omits for local times.
/// Parse it with QDateTime::fromString(text, Qt::ISODateWithMs).
[[nodiscard]] inline QString isoWithOffset(const QDateTime &moment)
{
    return moment.toOffsetFromUtc(moment.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

} // namespace prosc
