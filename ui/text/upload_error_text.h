#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// Like errorText(), for errors of an Uploader: what is wrong between the file on this computer and
/// the room, and what to do about it.
[[nodiscard]] QString uploadErrorText(const Error &error);

} // namespace prosc
