#pragma once

#include <QByteArray>

#include <chrono>

namespace prosc {

/// A unit of the file that is written, checksummed and journalled as one. Units follow each other
/// without gap.
struct FileChunk
{
    /// Header: ftyp, free (16 bytes, see finaliser.h), moov: always the first chunk. Fragment:
    /// moof, mdat.
    enum class Kind { Header, Fragment };

    Kind kind = Kind::Fragment;
    QByteArray bytes;
    /// Of a fragment: the stretch of the file, by its sound, that it makes complete. Pictures come
    /// as the encoder gives them, up to its delay later.
    std::chrono::microseconds time{};
    std::chrono::microseconds end{};
    /// Its first picture is a key frame.
    bool key = false;
};

} // namespace prosc
