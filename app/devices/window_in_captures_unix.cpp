#include "app/devices/window_in_captures.h"

namespace prosc {

void setInCaptures(quintptr, WindowInCaptures)
{
    // X11 knows no such thing, and macOS' AVCaptureScreenInput cannot leave out a window.
}

} // namespace prosc
