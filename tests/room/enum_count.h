#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace prosc {

/// Whether `value` is a named enumerator: the compiler prints an enumerator as its name, and any
/// other value as a cast.
template <auto value>
[[nodiscard]] constexpr bool isEnumerator()
{
#ifdef _MSC_VER
    constexpr std::string_view text = __FUNCSIG__;
    constexpr std::string_view before = "isEnumerator<";
#else
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::string_view before = "value = ";
#endif
    return text[text.find(before) + before.size()] != '(';
}

/// The number of enumerators of `E`, which must count up from 0.
template <class E>
[[nodiscard]] constexpr size_t enumCount()
{
    return []<size_t... i>(std::index_sequence<i...>)
    {
        return (static_cast<size_t>(isEnumerator<static_cast<E>(i)>()) + ...);
    }
    (std::make_index_sequence<64>());
}

} // namespace prosc
