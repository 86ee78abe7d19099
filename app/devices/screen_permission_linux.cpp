#include "app/devices/screen_permission.h"

namespace prosc {

bool mayCaptureScreen()
{
    return true; // who may open the screen may read it
}

} // namespace prosc
