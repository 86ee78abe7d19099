#pragma once

#include <QString>

namespace prosc {

/// Sentences for a start of the program that leads nowhere; in the program's language.

/// It runs already, and was asked to host a room.
[[nodiscard]] QString alreadyRunningText();
/// It runs already, but does not answer.
[[nodiscard]] QString runningSilentText();

/// It cannot write in `folder`.
[[nodiscard]] QString folderReadOnlyText(const QString &folder);

} // namespace prosc
