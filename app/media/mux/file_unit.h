#pragma once

#include <QByteArray>

#include <chrono>

namespace prosc {

/// A piece of the file that is written, checksummed and journalled as one. Chunks follow each other
/// without gaps.
struct FileUnit
{
    /// Header: ftyp, free (16 bytes, see finaliser.h) and moov; always the first chunk. Fragment:
    /// moof and mdat.
    enum class Kind { Header, Fragment };

    Kind kind = Kind::Fragment;
    QByteArray bytes;
    /// Fragments only: the time span, by the audio, that this fragment completes. Video may follow
    /// later, by up to the encoder's delay.
    std::chrono::microseconds time{};
    std::chrono::microseconds end{};
    /// Its first video frame is a key frame.
    bool key = false;
};

} // namespace prosc
