#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

// A file's name is stored in the index and in meta.json, which may come from anywhere: a backup, or
// another service's folder. It must lead nowhere else than into the recording's own folder.

/// Whether `name` names something inside a folder: no path, no NUL, not "." or "..".
[[nodiscard]] bool isPlainFileName(const QString &name);

/// The path of the file `name` in a recording's `folder`; it need not exist. FileDamaged if the
/// name is not plain, or what it names is a link out of the folder or no file.
[[nodiscard]] Result<QString> recordingFileIn(const QString &folder, const QString &name);

} // namespace prosc
