#pragma once

#include <QSize>

#include <algorithm>

namespace prosc {

// Sizes and places of 4:2:0 pictures are even: the planes of colour have half of them.

/// The next even number that is not above `value`.
[[nodiscard]] constexpr int even(int value)
{
    return value & ~1;
}

[[nodiscard]] constexpr QSize even(QSize size)
{
    return {even(size.width()), even(size.height())};
}

/// The same for a length that must not vanish.
[[nodiscard]] constexpr int evenLength(int value)
{
    return std::max(2, even(value));
}

} // namespace prosc
