#pragma once

#include <QString>

namespace prosc {

/// `name`, which a client may have sent, as a safe file name for a recording's folder: no path, no
/// control or direction characters, no leading dots, at most 240 bytes of UTF-8, ends with ".mp4".
[[nodiscard]] QString safeRecordingName(const QString &name);

/// Whether `id` may name a folder: 1 to 128 of A-Z a-z 0-9 _ -.
[[nodiscard]] bool isSafeFolderId(const QString &id);

} // namespace prosc
