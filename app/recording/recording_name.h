#pragma once

#include <QDateTime>
#include <QString>

namespace prosc {

inline constexpr qsizetype kMaxRecordingNameBytes = 200;

/// "Rec – <yyyy-MM-dd HH-mm-ss> – <title>.mp4" in Unicode's composed form (NFC), at most
/// kMaxRecordingNameBytes of UTF-8, valid on every file system: characters that Windows forbids
/// become "-"; control and bidi control characters are dropped. An empty title becomes "Untitled".
[[nodiscard]] QString recordingFileName(const QDateTime &startedAt, const QString &title);

} // namespace prosc
