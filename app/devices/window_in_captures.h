#pragma once

#include <QtGlobal>

namespace prosc {

enum class WindowInCaptures { Shown, Hidden };

/// Whether captures of the screen show this top-level window of ours. Does nothing where the system
/// cannot hide a window from them.
void setInCaptures(quintptr window, WindowInCaptures shown);

} // namespace prosc
