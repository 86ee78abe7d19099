#include "app/mp4/boxes.h"

#include <QtEndian>

#include <limits>

namespace prosc {

HeaderState parseBoxHeader(QByteArrayView bytes, BoxHeader &header)
{
    if (bytes.size() < 8) {
        return HeaderState::NeedsMore;
    }
    FieldReader reader(bytes);
    const uint32_t size = reader.u32();
    header.type = reader.u32();
    header.headerBytes = 8;
    header.bytes = size;
    if (size == 1) {
        if (bytes.size() < 16) {
            return HeaderState::NeedsMore;
        }
        const uint64_t large = reader.u64();
        if (large > static_cast<uint64_t>(std::numeric_limits<int64_t>::max() / 2)) {
            return HeaderState::Invalid;
        }
        header.headerBytes = 16;
        header.bytes = static_cast<int64_t>(large);
    }
    return header.bytes >= header.headerBytes ? HeaderState::Complete : HeaderState::Invalid;
}

template <class T>
T FieldReader::read()
{
    if (!m_ok || left() < static_cast<qsizetype>(sizeof(T))) {
        m_ok = false;
        return 0;
    }
    const auto value = qFromBigEndian<T>(m_bytes.data() + m_position);
    m_position += static_cast<qsizetype>(sizeof(T));
    return value;
}

template uint8_t FieldReader::read<uint8_t>();
template uint16_t FieldReader::read<uint16_t>();
template uint32_t FieldReader::read<uint32_t>();
template uint64_t FieldReader::read<uint64_t>();

QByteArrayView FieldReader::rest()
{
    const auto view = m_bytes.sliced(m_position);
    m_position = m_bytes.size();
    return view;
}

void FieldReader::skip(qsizetype bytes)
{
    if (bytes < 0 || left() < bytes) {
        m_ok = false;
        m_position = m_bytes.size();
        return;
    }
    m_position += bytes;
}

std::optional<BoxWalker::Box> BoxWalker::next()
{
    BoxHeader header;
    if (parseBoxHeader(m_left, header) != HeaderState::Complete || header.bytes > m_left.size()) {
        return std::nullopt;
    }
    const auto size = static_cast<qsizetype>(header.bytes);
    Box box;
    box.type = header.type;
    box.whole = m_left.first(size);
    box.content = box.whole.sliced(header.headerBytes);
    m_left = m_left.sliced(size);
    return box;
}

QByteArrayView BoxWalker::find(QByteArrayView bytes, BoxType type)
{
    BoxWalker walker(bytes);
    while (const auto box = walker.next()) {
        if (box->type == type) {
            return box->content;
        }
    }
    return {};
}

void BoxWriter::begin(BoxType type)
{
    m_open.push_back(m_bytes.size());
    u32(0);
    u32(type);
}

void BoxWriter::beginFull(BoxType type, int version, uint32_t flags)
{
    begin(type);
    u32((static_cast<uint32_t>(version) << 24) | flags);
}

void BoxWriter::end()
{
    const auto start = m_open.back();
    m_open.pop_back();
    qToBigEndian(static_cast<quint32>(m_bytes.size() - start), m_bytes.data() + start);
}

void BoxWriter::u16(uint16_t value)
{
    char bytes[2];
    qToBigEndian(value, bytes);
    m_bytes.append(bytes, 2);
}

void BoxWriter::u32(uint32_t value)
{
    char bytes[4];
    qToBigEndian(value, bytes);
    m_bytes.append(bytes, 4);
}

void BoxWriter::u64(uint64_t value)
{
    char bytes[8];
    qToBigEndian(static_cast<quint64>(value), bytes);
    m_bytes.append(bytes, 8);
}

void BoxWriter::time(int version, uint64_t value)
{
    if (version == 1) {
        u64(value);
    } else {
        u32(static_cast<uint32_t>(value));
    }
}

QByteArray freeBox()
{
    BoxWriter writer;
    writer.begin(boxType("free"));
    writer.u64(0);
    writer.end();
    return writer.take();
}

QByteArray largeMdatHeader(int64_t bytes)
{
    BoxWriter writer;
    writer.u32(1);
    writer.u32(boxType("mdat"));
    writer.u64(static_cast<uint64_t>(bytes));
    return writer.take();
}

} // namespace prosc
