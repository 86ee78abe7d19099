#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <vector>

namespace prosc {

/// A box type, such as boxType("moov") (ISO/IEC 14496-12, 4.2).
using BoxType = uint32_t;

[[nodiscard]] constexpr BoxType boxType(const char (&name)[5])
{
    BoxType type = 0;
    for (int i = 0; i < 4; ++i) {
        type = (type << 8) | static_cast<uint8_t>(name[i]);
    }
    return type;
}

/// The header of a box.
struct BoxHeader
{
    BoxType type = 0;
    /// 8, or 16 with a 64-bit size.
    int headerBytes = 8;
    /// Size of the whole box, including its header.
    int64_t bytes = 0;
};

/// Malformed: a file that violates ISO/IEC 14496-12, or exceeds RecordingLimits.
[[nodiscard]] inline tl::unexpected<Error> malformedBox(const char *what)
{
    return fail(ErrorCode::Malformed, QString::fromLatin1(what));
}

/// The most bytes that parseBoxHeader() needs.
constexpr int kMaxBoxHeader = 16;

enum class HeaderState { Complete, NeedsMore, Invalid };

/// Reads the header at the start of `bytes`. A size of 0 ("to the end of the file") counts as
/// invalid: it is meaningless in a file that is still being written.
[[nodiscard]] HeaderState parseBoxHeader(QByteArrayView bytes, BoxHeader &header);

/// Reads consecutive big-endian fields. After a read beyond the end ok() is false and every value
/// is 0.
class FieldReader
{
public:
    explicit FieldReader(QByteArrayView bytes) : m_bytes(bytes) {}

    [[nodiscard]] uint8_t u8() { return read<uint8_t>(); }
    [[nodiscard]] uint16_t u16() { return read<uint16_t>(); }
    [[nodiscard]] uint32_t u32() { return read<uint32_t>(); }
    [[nodiscard]] uint64_t u64() { return read<uint64_t>(); }
    /// 64 bits in version 1 of a box, 32 in version 0.
    [[nodiscard]] uint64_t time(int version) { return version == 1 ? u64() : u32(); }
    [[nodiscard]] QByteArrayView rest();
    void skip(qsizetype bytes);
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_position; }

private:
    template <class T>
    T read();

    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    bool m_ok = true;
};

/// Iterates over the boxes inside a box. Stops at the first that does not fit.
class BoxWalker
{
public:
    struct Box
    {
        BoxType type = 0;
        /// The content without the header, and the whole box.
        QByteArrayView content;
        QByteArrayView whole;
    };

    explicit BoxWalker(QByteArrayView bytes) : m_left(bytes) {}

    [[nodiscard]] std::optional<Box> next();
    /// The content of the first box of that type; empty when there is none.
    [[nodiscard]] static QByteArrayView find(QByteArrayView bytes, BoxType type);

private:
    QByteArrayView m_left;
};

/// Builds boxes in memory.
class BoxWriter
{
public:
    /// Opens a box; end() fills in its size.
    void begin(BoxType type);
    void beginFull(BoxType type, int version, uint32_t flags);
    void end();

    void u8(uint8_t value) { m_bytes.append(static_cast<char>(value)); }
    void u16(uint16_t value);
    void u32(uint32_t value);
    void u64(uint64_t value);
    void time(int version, uint64_t value);
    void raw(QByteArrayView bytes) { m_bytes.append(bytes.data(), bytes.size()); }
    /// Reserves `bytes` more, so that large tables are not reallocated while they grow.
    void reserve(qsizetype bytes) { m_bytes.reserve(m_bytes.size() + bytes); }

    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
    std::vector<qsizetype> m_open;
};

/// The 16-byte `free` box that follows the ftyp of a recording and later becomes the header of a
/// 64-bit mdat.
[[nodiscard]] QByteArray freeBox();
/// The 16-byte header of a 64-bit mdat box with a total size of `bytes`.
[[nodiscard]] QByteArray largeMdatHeader(int64_t bytes);

} // namespace prosc
