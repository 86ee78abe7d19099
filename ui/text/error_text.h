#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// The sentence that people read for an error, with what to do next, in the language of the
/// program. `name` is the person the error is about ("<name> started recording."), or empty.
[[nodiscard]] QString errorText(const Error &error, const QString &name = {});

} // namespace prosc
