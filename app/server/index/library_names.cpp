#include "app/server/index/library_names.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kMaxNameBytes = 240;

bool isUnsafe(QChar character)
{
    const ushort code = character.unicode();
    const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return direction || character.category() == QChar::Other_Control || code == '/' ||
           code == '\\' || code == 0xFFFD;
}

/// The longest prefix of `text` that fits in `bytes` bytes of UTF-8, without half a character.
QString shortened(const QString &text, int bytes)
{
    QString kept = text;
    while (kept.toUtf8().size() > bytes) {
        kept.chop(1);
        if (!kept.isEmpty() && kept.back().isHighSurrogate()) {
            kept.chop(1);
        }
    }
    return kept;
}

} // namespace

QString safeRecordingName(const QString &name)
{
    const QString extension = u".mp4"_s;
    QString stem;
    // Through UTF-8 and back, so that half a surrogate pair becomes U+FFFD.
    for (const QChar character : QString::fromUtf8(name.toUtf8())) {
        stem += isUnsafe(character) ? QLatin1Char('_') : character;
    }
    if (stem.endsWith(extension)) {
        stem.chop(extension.size());
    }
    while (!stem.isEmpty() && (stem.front() == QLatin1Char('.') || stem.front().isSpace())) {
        stem.remove(0, 1);
    }
    stem = shortened(stem, kMaxNameBytes - static_cast<int>(extension.size())).trimmed();
    return (stem.isEmpty() ? u"Recording"_s : stem) + extension;
}

bool isSafeFolderId(const QString &id)
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9_-]{1,128}\\z"_s);
    return allowed.match(id).hasMatch();
}

} // namespace prosc
