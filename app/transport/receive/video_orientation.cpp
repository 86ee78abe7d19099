#include "app/transport/receive/video_orientation.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using Bytes = std::span<const uint8_t>;

// RFC 3550, 5.1 and 5.3.1
constexpr size_t kFixedHeader = 12;
constexpr size_t kExtensionHead = 4;
constexpr size_t kWord = 4;
// RFC 8285, 4.2 and 4.3: elements with a head of one byte, or of two.
constexpr int kOneByteHeads = 0xBEDE;
constexpr int kTwoByteHeads = 0x1000;
constexpr int kLastId = 15;

int wordAt(Bytes bytes, size_t at)
{
    return bytes[at] << 8 | bytes[at + 1];
}

/// The extension's elements; empty if there are none. `profile` says how they are written.
Bytes elementsOf(Bytes packet, int &profile)
{
    if (packet.size() < kFixedHeader || (packet[0] & 0x10) == 0) {
        return {};
    }
    const size_t head = kFixedHeader + (packet[0] & 0x0fU) * kWord;
    if (packet.size() < head + kExtensionHead) {
        return {};
    }
    profile = wordAt(packet, head);
    const size_t size = static_cast<size_t>(wordAt(packet, head + 2)) * kWord;
    const Bytes rest = packet.subspan(head + kExtensionHead);
    return rest.first(std::min(size, rest.size()));
}

std::optional<uint8_t> firstByteOf(int id, Bytes elements, bool twoByteHeads)
{
    const size_t head = twoByteHeads ? 2 : 1;
    for (size_t at = 0; at < elements.size();) {
        if (elements[at] == 0) {
            ++at; // padding
            continue;
        }
        const int found = twoByteHeads ? elements[at] : elements[at] >> 4;
        if (at + head >= elements.size() || (!twoByteHeads && found == kLastId)) {
            return std::nullopt;
        }
        const size_t size = twoByteHeads ? elements[at + 1] : (elements[at] & 0x0fU) + 1U;
        if (found == id && size > 0) {
            return elements[at + head];
        }
        at += head + size;
    }
    return std::nullopt;
}

} // namespace

VideoOrientation::VideoOrientation(const QString &offer)
{
    // "a=extmap:<id>[/<direction>] <name>"
    const QLatin1String prefix("a=extmap:");
    for (const QString &raw : offer.split(QLatin1Char('\n'))) {
        const QString line = raw.trimmed();
        if (line.startsWith(prefix) &&
            line.endsWith(QLatin1String(" urn:3gpp:video-orientation"))) {
            const auto value = line.mid(prefix.size()).section(QLatin1Char(' '), 0, 0);
            m_id = value.section(QLatin1Char('/'), 0, 0).toInt();
        }
    }
}

std::optional<int> VideoOrientation::turnsIn(Bytes packet) const
{
    int profile = 0;
    const Bytes elements = m_id > 0 ? elementsOf(packet, profile) : Bytes();
    const bool twoByteHeads = (profile & 0xfff0) == kTwoByteHeads;
    if (profile != kOneByteHeads && !twoByteHeads) {
        return std::nullopt;
    }
    // 0 0 0 0, camera, flip, and two bits of rotation
    const auto value = firstByteOf(m_id, elements, twoByteHeads);
    return value ? std::optional<int>(*value & 0x03) : std::nullopt;
}

} // namespace prosc
