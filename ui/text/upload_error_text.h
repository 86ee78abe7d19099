#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc {

/// As errorText(), for what an Uploader answers: that sentence tells what is wrong on the way from
/// this computer's file to the room, and what to do about that.
[[nodiscard]] QString uploadErrorText(const Error &error);

} // namespace prosc
