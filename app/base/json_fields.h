#pragma once

#include "app/base/enum_names.h"

#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

namespace prosc::json {

// describe(v, x) names the fields of x with their limits, for both Writer (json_writer.h) and
// Reader (json_reader.h), so that writing and reading cannot diverge:
//
//     template <class V>
//     void describe(V &v, Ref<V, Thing> m)
//     {
//         v("name", m.name, Text{1, 80});
//     }
//
// Messages: app/room/protocol. Files: json_document.h.

template <class V, class M>
using Ref = typename V::template Ref<M>;

/// Allowed length of a text field, in UTF-16 code units.
struct Text
{
    qsizetype min = 0;
    qsizetype max = 65536;
};
/// A text for people to see: not only spaces, at most `max` UTF-16 code units.
struct Visible
{
    qsizetype max = 80;
};
/// One of these words, where no enum is worth its while.
struct Words
{
    std::span<const char *const> allowed;
};
/// A name that a client chooses for something of its own: 1 to 64 of A-Z a-z 0-9 _ # . -
struct Key
{
};
/// Allowed values of a number.
struct Range
{
    int64_t min = 0;
    int64_t max = std::numeric_limits<int>::max();
};
/// Allowed number of elements of a list.
struct Count
{
    qsizetype min = 0;
    qsizetype max = 1024;
};
enum class Id { Required, MayBeEmpty };
/// A time that need not be known: an invalid QDateTime is an empty text.
struct OrEmpty
{
};
/// A text whose field is left out while it is empty.
struct Sparse
{
    qsizetype max = 65536;
};
/// A value that may not be missing even in a file.
struct Required
{
};
/// The number of a file's format. May not be missing.
struct Format
{
    int number = 1;
};

/// Of each text in a list of texts.
inline constexpr qsizetype kListText = 1024;
inline constexpr Range kMilliseconds{0, int64_t{1} << 52};
inline constexpr Range kBytes{0, int64_t{1} << 50};

template <class T>
concept Enum = std::is_enum_v<T>;

} // namespace prosc::json
