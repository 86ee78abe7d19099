#include "app/devices/screen_permission.h"

#include <CoreGraphics/CoreGraphics.h>

namespace prosc {

bool mayCaptureScreen()
{
    // Without it macOS delivers pictures all the same: the desktop without anybody's windows.
    return CGPreflightScreenCaptureAccess() || CGRequestScreenCaptureAccess();
}

} // namespace prosc
