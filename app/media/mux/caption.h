#pragma once

#include <QString>

#include <cstdint>

namespace prosc {

/// A line of text in the file, shown for `frames` frames from frame `frame` on.
struct Caption
{
    enum class Kind {
        /// The active speakers; empty text: nobody speaks.
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
