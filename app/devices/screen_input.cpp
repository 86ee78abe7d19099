#include "app/devices/screen_input.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Result<ScreenInput> x11Display(const QProcessEnvironment &environment)
{
    const bool isWayland = environment.value(u"XDG_SESSION_TYPE"_s) == QLatin1String("wayland") ||
                           !environment.value(u"WAYLAND_DISPLAY"_s).isEmpty();
    if (isWayland) {
        // XWayland would show only the windows of X11 programs, on black.
        return fail(ErrorCode::DeviceMissing, u"a Wayland session"_s);
    }
    const QString display = environment.value(u"DISPLAY"_s);
    if (display.isEmpty()) {
        return fail(ErrorCode::DeviceMissing, u"no X11 display"_s);
    }
    return ScreenInput{"x11grab", display.toLocal8Bit(), {{"draw_mouse", "1"}}};
}

} // namespace

Result<ScreenInput> screenToCapture(OperatingSystem system, const QProcessEnvironment &environment)
{
    switch (system) {
    case OperatingSystem::Windows:
        return ScreenInput{"gdigrab", "desktop", {{"draw_mouse", "1"}}};
    case OperatingSystem::MacOs:
        // The pixel format is the one that ScreenGrabber converts, not the device's first.
        return ScreenInput{"avfoundation",
                           "Capture screen 0:none",
                           {{"capture_cursor", "1"}, {"pixel_format", "bgr0"}}};
    case OperatingSystem::Linux:
        break;
    }
    return x11Display(environment);
}

} // namespace prosc
