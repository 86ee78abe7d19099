#pragma once

#include <QByteArray>

#include <chrono>

namespace prosc {

/// A piece of the file that is written, checksummed and journalled as one. Pieces follow each other
/// without gap.
struct FileChunk
{
    /// Header: ftyp, free (16 bytes, see finaliser.h), moov: always the first chunk. Fragment:
    /// moof, mdat.
    enum class Kind { Header, Fragment };

    Kind kind = Kind::Fragment;
    QByteArray bytes;
    /// Decoding time of the first picture, from the start of the file.
    std::chrono::microseconds time{};
    /// The first picture is a key frame.
    bool key = false;
};

} // namespace prosc
