#include "app/base/logging.h"
#include "app/devices/window_in_captures.h"

#include <windows.h>

namespace prosc {

void setInCaptures(quintptr window, WindowInCaptures shown)
{
    // Windows before 10 (2004) refuses it: the window stays in the picture. WDA_MONITOR, which they
    // know, would put a black rectangle there.
    const DWORD affinity = shown == WindowInCaptures::Hidden ? WDA_EXCLUDEFROMCAPTURE : WDA_NONE;
    if (::SetWindowDisplayAffinity(reinterpret_cast<HWND>(window), affinity) == FALSE) {
        qCInfo(logDevices) << "a window stays in captures:" << ::GetLastError();
    }
}

} // namespace prosc
