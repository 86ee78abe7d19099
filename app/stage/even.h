#pragma once

#include <QSize>

#include <algorithm>

namespace prosc {

// Sizes and positions of 4:2:0 pictures are even: the chroma planes have half the resolution.

/// `value` rounded down to an even number.
[[nodiscard]] constexpr int even(int value)
{
    return value & ~1;
}

[[nodiscard]] constexpr QSize even(QSize size)
{
    return {even(size.width()), even(size.height())};
}

/// Like even(), but at least 2: for a length that must not become 0.
[[nodiscard]] constexpr int evenLength(int value)
{
    return std::max(2, even(value));
}

} // namespace prosc
