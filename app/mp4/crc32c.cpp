#include "app/mp4/crc32c.h"

#include <QtEndian>

#include <array>

namespace prosc {

namespace {

using Tables = std::array<std::array<uint32_t, 256>, 8>;

// Slicing-by-8: eight bytes per step, so that checking a recording after a crash takes no longer
// than reading it.
constexpr Tables makeTables()
{
    Tables tables{};
    for (uint32_t byte = 0; byte < 256; ++byte) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0x82f63b78U : 0U);
        }
        tables[0][byte] = crc;
    }
    for (size_t slice = 1; slice < 8; ++slice) {
        for (size_t byte = 0; byte < 256; ++byte) {
            const auto before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xff];
        }
    }
    return tables;
}

constexpr Tables kTables = makeTables();

} // namespace

uint32_t crc32c(QByteArrayView bytes, uint32_t previous)
{
    uint32_t crc = ~previous;
    const char *data = bytes.data();
    qsizetype left = bytes.size();
    for (; left >= 8; left -= 8, data += 8) {
        const auto low = qFromLittleEndian<quint32>(data) ^ crc;
        const auto high = qFromLittleEndian<quint32>(data + 4);
        crc = kTables[7][low & 0xff] ^ kTables[6][(low >> 8) & 0xff] ^
              kTables[5][(low >> 16) & 0xff] ^ kTables[4][low >> 24] ^ kTables[3][high & 0xff] ^
              kTables[2][(high >> 8) & 0xff] ^ kTables[1][(high >> 16) & 0xff] ^
              kTables[0][high >> 24];
    }
    for (; left > 0; --left, ++data) {
        crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<uint8_t>(*data)) & 0xff];
    }
    return ~crc;
}

} // namespace prosc
