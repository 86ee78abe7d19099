#include "app/recording/recording_name.h"

#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr char32_t kZeroWidthNonJoiner = 0x200C;
constexpr char32_t kZeroWidthJoiner = 0x200D;

bool isTagOfAFlag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

/// Invisible characters that can disguise a name. Joiners and flag tags stay: emoji and some
/// scripts need them.
bool isDropped(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return c != kZeroWidthJoiner && c != kZeroWidthNonJoiner && !isTagOfAFlag(c);
    default:
        // An unpaired surrogate has already become a replacement character.
        return QChar::isNonCharacter(c) || c == QChar::ReplacementCharacter;
    }
}

bool isForbiddenOnWindows(char32_t c)
{
    return c < 0x80 && QLatin1String("/\\:*?\"<>|").contains(QChar(static_cast<char16_t>(c)));
}

/// Tabs and line breaks separate words, so they become spaces before control characters are
/// dropped.
QString safeCharacters(const QString &title)
{
    QString safe;
    for (const char32_t c : title.simplified().toUcs4()) {
        if (isForbiddenOnWindows(c)) {
            safe += QLatin1Char('-');
        } else if (!isDropped(c)) {
            safe += QStringView(QChar::fromUcs4(c));
        }
    }
    return safe.normalized(QString::NormalizationForm_C).simplified();
}

QString withoutDotsAndSpacesAtTheEnd(QString text)
{
    while (text.endsWith(QLatin1Char('.')) || text.endsWith(QLatin1Char(' '))) {
        text.chop(1);
    }
    return text;
}

/// The longest prefix of `text` with at most `bytes` of UTF-8 that ends at a boundary of `type`.
QString beginning(const QString &text, qsizetype bytes, QTextBoundaryFinder::BoundaryType type)
{
    QTextBoundaryFinder finder(type, text);
    qsizetype end = 0;
    for (auto next = finder.toNextBoundary(); next > 0; next = finder.toNextBoundary()) {
        if (QStringView(text).left(next).toUtf8().size() > bytes) {
            break;
        }
        end = next;
    }
    return text.left(end);
}

/// The longest prefix that ends between two code points, for a single grapheme that exceeds
/// `bytes`.
QString codePoints(const QString &text, qsizetype bytes)
{
    QString result;
    for (const char32_t c : text.toUcs4()) {
        const qsizetype before = result.size();
        result += QStringView(QChar::fromUcs4(c));
        if (result.toUtf8().size() > bytes) {
            result.truncate(before);
            break;
        }
    }
    return result;
}

QString cut(const QString &text, qsizetype bytes)
{
    const QString whole = beginning(text, bytes, QTextBoundaryFinder::Grapheme);
    return whole.isEmpty() ? codePoints(text, bytes) : whole;
}

bool saysNothing(const QString &title)
{
    return std::all_of(title.begin(), title.end(), [](QChar c) {
        return c == QLatin1Char('-') || c == QLatin1Char('.') || c.isSpace() ||
               c.category() == QChar::Other_Format;
    });
}

} // namespace

QString recordingFileName(const QDateTime &startedAt, const QString &title)
{
    const QString head =
        u"Rec \u2013 "_s + startedAt.toString(u"yyyy-MM-dd HH-mm-ss"_s) + u" \u2013 "_s;
    const QString tail = u".mp4"_s;
    const qsizetype room = kMaxRecordingNameBytes - head.toUtf8().size() - tail.size();

    QString safe = withoutDotsAndSpacesAtTheEnd(cut(safeCharacters(title), room));
    if (saysNothing(safe)) {
        safe = u"Untitled"_s;
    }
    return head + safe + tail;
}

} // namespace prosc
