#pragma once

#include <QtGlobal>

#include <chrono>

namespace prosc {

/// The whole milliseconds of `duration`, as messages and files carry them; the rest is cut off.
template <class Rep, class Period>
[[nodiscard]] constexpr qint64 milliseconds(std::chrono::duration<Rep, Period> duration)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace prosc
