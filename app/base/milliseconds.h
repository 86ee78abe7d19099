#pragma once

#include <QtGlobal>

#include <chrono>

namespace prosc {

/// `duration` in whole milliseconds, as in messages and files; truncated towards zero.
template <class Rep, class Period>
[[nodiscard]] constexpr qint64 milliseconds(std::chrono::duration<Rep, Period> duration)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace prosc
