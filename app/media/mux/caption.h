#pragma once

#include <QString>

#include <cstdint>

namespace prosc {

/// A line of text in the file, from one picture to another.
struct Caption
{
    enum class Kind {
        /// Who speaks. Empty text: nobody.
        Subtitle,
        /// Lasts until the next one begins, whatever `frames` says.
        Chapter,
    };

    Kind kind = Kind::Subtitle;
    QString text;
    int64_t frame = 0;
    int64_t frames = 0;

    friend bool operator==(const Caption &, const Caption &) = default;
};

} // namespace prosc
