#pragma once

#include "app/base/result.h"

#include <QDateTime>
#include <QString>

namespace prosc {

/// The sentences about a recording that was interrupted, because the program or the computer that
/// made it stopped; in the language of the program.

/// It was completed; `name` is the file's.
[[nodiscard]] QString recoveredText(const QString &name);
/// It could not be; it is left in `folder`.
[[nodiscard]] QString lostText(const QString &folder, const Error &error);
/// It goes on if its room (`title`) is joined in time.
[[nodiscard]] QString waitingText(const QString &title, const QDateTime &until);
/// The same of a room that this computer hosts.
[[nodiscard]] QString waitingHostedText(const QString &title, const QDateTime &until);
/// It goes on.
[[nodiscard]] QString continuedText();

} // namespace prosc
