#pragma once

#include <QHash>
#include <QString>

#include <utility>

namespace prosc {

/// An identifier that cannot be mixed up with one of another kind. Ids are opaque ASCII, safe in a
/// URL path.
template <class Tag>
struct StrongId
{
    QString value;

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend auto operator<=>(const StrongId &a, const StrongId &b)
    {
        return a.value < b.value   ? std::strong_ordering::less
               : b.value < a.value ? std::strong_ordering::greater
                                   : std::strong_ordering::equal;
    }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return qHash(id.value, seed); }
};

using ParticipantId = StrongId<struct ParticipantTag>;
using RoomId = StrongId<struct RoomTag>;
/// A recording and the media item it becomes share this id.
using RecordingId = StrongId<struct RecordingTag>;

/// `bytes` random bytes from the system's generator as lower-case hexadecimal.
[[nodiscard]] QString randomHex(int bytes);

} // namespace prosc
