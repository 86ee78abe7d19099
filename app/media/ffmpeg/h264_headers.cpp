#include "app/media/ffmpeg/h264_headers.h"

#include <cstring>
#include <functional>

namespace prosc {

namespace {

constexpr int kSequenceSet = 7;
constexpr int kPictureSet = 8;
constexpr int kDelimiter = 9;

/// Position of the next three-byte start code at or after `from`.
size_t nextStartCode(std::span<const uint8_t> bytes, size_t from)
{
    for (size_t i = from; i + 3 <= bytes.size(); ++i) {
        if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
            return i;
        }
    }
    return bytes.size();
}

/// Calls `visit` with each NAL unit's type and bytes, until it returns false.
void visitUnits(std::span<const uint8_t> bytes,
                const std::function<bool(int, std::span<const uint8_t>)> &visit)
{
    for (auto start = nextStartCode(bytes, 0); start < bytes.size();) {
        const auto begin = start + 3;
        start = nextStartCode(bytes, begin);
        auto end = start;
        // Trailing zeros belong to the next start code.
        while (end > begin && bytes[end - 1] == 0) {
            --end;
        }
        if (end > begin && !visit(bytes[begin] & 0x1f, bytes.subspan(begin, end - begin))) {
            return;
        }
    }
}

} // namespace

QByteArray parameterSets(std::span<const uint8_t> byteStream)
{
    QByteArray sets;
    visitUnits(byteStream, [&](int type, std::span<const uint8_t> unit) {
        if (type == kSequenceSet || type == kPictureSet) {
            sets.append("\0\0\0\1", 4);
            sets.append(reinterpret_cast<const char *>(unit.data()),
                        static_cast<qsizetype>(unit.size()));
        }
        return type == 0 || type > 5; // not after the first slice
    });
    return sets;
}

bool insertParameterSets(AVPacket &packet, const QByteArray &sets)
{
    const std::span<const uint8_t> bytes(packet.data, static_cast<size_t>(packet.size));
    if (sets.isEmpty() || !parameterSets(bytes).isEmpty()) {
        return true;
    }
    size_t at = 0;
    visitUnits(bytes, [&](int type, std::span<const uint8_t> unit) {
        if (type == kDelimiter) {
            at = static_cast<size_t>(unit.data() + unit.size() - bytes.data());
        }
        return false;
    });
    const auto length = static_cast<int>(sets.size());
    if (av_grow_packet(&packet, length) < 0 || av_packet_make_writable(&packet) < 0) {
        return false;
    }
    auto *place = packet.data + at;
    std::memmove(place + length, place, static_cast<size_t>(packet.size - length) - at);
    std::memcpy(place, sets.constData(), static_cast<size_t>(length));
    return true;
}

} // namespace prosc
