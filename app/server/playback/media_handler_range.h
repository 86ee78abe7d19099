#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace prosc {

/// What a Range header requests of a representation of `size` bytes (RFC 9110, section 14.1.2).
struct ByteRange
{
    /// Whole: no range, an unsupported one, or more than one: everything is sent.
    enum class Kind { Whole, Part, Unsatisfiable };
    Kind kind = Kind::Whole;
    int64_t offset = 0;
    int64_t length = 0;

    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

[[nodiscard]] ByteRange parseRange(const QByteArray &header, int64_t size);

/// "attachment" with the name twice: in ASCII, and encoded per RFC 8187.
[[nodiscard]] QByteArray attachmentDisposition(const QString &fileName);

} // namespace prosc
