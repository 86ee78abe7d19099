#pragma once

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace prosc {

/// The names of an enum's values in messages and files: `static constexpr std::array table` of
/// pairs of value and name.
template <class E>
struct EnumNames;

/// The name of `value` in messages and files.
template <class E>
[[nodiscard]] QString enumName(E value)
{
    for (const auto &[known, name] : EnumNames<E>::table) {
        if (known == value) {
            return QString::fromLatin1(name);
        }
    }
    return {};
}

/// The value with that name; nullopt for a name unknown to this version.
template <class E>
[[nodiscard]] std::optional<E> enumFromName(const QString &name)
{
    for (const auto &[value, known] : EnumNames<E>::table) {
        if (name == QLatin1String(known)) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace prosc
