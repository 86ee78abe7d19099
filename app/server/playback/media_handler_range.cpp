#include "app/server/playback/media_handler_range.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace prosc {

namespace {

std::optional<int64_t> position(const QByteArray &digits)
{
    const bool allDigits =
        !digits.isEmpty() &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!allDigits) {
        return std::nullopt;
    }
    bool fits = false;
    const qint64 value = digits.toLongLong(&fits);
    // A position that does not fit is beyond the end of every file.
    return fits ? value : std::numeric_limits<int64_t>::max();
}

ByteRange suffixRange(int64_t wanted, int64_t size)
{
    if (wanted == 0 || size == 0) {
        return {ByteRange::Kind::Unsatisfiable, 0, 0};
    }
    const int64_t length = std::min(wanted, size);
    return {ByteRange::Kind::Part, size - length, length};
}

} // namespace

ByteRange parseRange(const QByteArray &header, int64_t size)
{
    const ByteRange whole{ByteRange::Kind::Whole, 0, size};
    const qsizetype equals = header.indexOf('=');
    const qsizetype dash = header.indexOf('-');
    if (equals < 0 || dash < equals || header.contains(',') ||
        header.left(equals).trimmed().toLower() != "bytes") {
        return whole;
    }
    const QByteArray firstText = header.mid(equals + 1, dash - equals - 1).trimmed();
    const QByteArray lastText = header.mid(dash + 1).trimmed();
    const auto first = position(firstText);
    const auto last = position(lastText);
    if ((!first && !firstText.isEmpty()) || (!last && !lastText.isEmpty()) || (!first && !last)) {
        return whole;
    }
    if (!first) {
        return suffixRange(*last, size);
    }
    if (last && *last < *first) {
        return whole;
    }
    if (*first >= size) {
        return {ByteRange::Kind::Unsatisfiable, 0, 0};
    }
    const int64_t end = last ? std::min(*last, size - 1) : size - 1;
    return {ByteRange::Kind::Part, *first, end - *first + 1};
}

QByteArray attachmentDisposition(const QString &fileName)
{
    QByteArray ascii;
    for (const QChar c : fileName) {
        const bool plain = c.unicode() >= 0x20 && c.unicode() < 0x7f && c != QLatin1Char('"') &&
                           c != QLatin1Char('\\') && c != QLatin1Char('%');
        ascii.append(plain ? c.toLatin1() : '_');
    }
    // RFC 8187's attr-char besides letters and digits; toPercentEncoding() leaves "-._~" alone
    // anyway.
    const QByteArray encoded = fileName.toUtf8().toPercentEncoding("!#$&+^`|");
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
}

} // namespace prosc
