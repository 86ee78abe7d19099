#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// The sentence shown for an error, including what to do next, in the program's language. `name` is
/// the person the error is about ("<name> started recording."), or empty.
[[nodiscard]] QString errorText(const Error &error, const QString &name = {});

} // namespace prosc
