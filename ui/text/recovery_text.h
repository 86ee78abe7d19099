#pragma once

#include "app/base/result.h"

#include <QDateTime>
#include <QString>

namespace prosc {

/// Sentences about a recording that was interrupted because the program or its computer stopped; in
/// the program's language.

/// It was finalised; `name` is the file name.
[[nodiscard]] QString recoveredText(const QString &name);
/// It could not be finalised and stays in `folder`.
[[nodiscard]] QString lostText(const QString &folder, const Error &error);
/// It resumes if its room (`title`) is joined before `until`.
[[nodiscard]] QString waitingText(const QString &title, const QDateTime &until);
/// The same for a room that this computer hosts.
[[nodiscard]] QString waitingHostedText(const QString &title, const QDateTime &until);
/// It has resumed.
[[nodiscard]] QString continuedText();

} // namespace prosc
