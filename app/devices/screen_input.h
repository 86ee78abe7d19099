#pragma once

#include "app/base/operating_system.h"
#include "app/base/result.h"

#include <QByteArray>
#include <QList>
#include <QProcessEnvironment>

#include <utility>

namespace prosc {

/// How FFmpeg's libavdevice reads a screen ("FFmpeg Devices Documentation", 3 Input Devices).
struct ScreenInput
{
    /// Name of the input device, such as "x11grab".
    QByteArray format;
    /// What to open with it: an X11 display, the whole desktop, a screen's name.
    QByteArray device;
    QList<std::pair<QByteArray, QByteArray>> options;

    friend bool operator==(const ScreenInput &, const ScreenInput &) = default;
};

/// The screen that a session with this environment shows, with its mouse pointer. DeviceMissing
/// with a detail if there is none, or if it is Linux's Wayland, which does not let a program read
/// the screen this way.
[[nodiscard]] Result<ScreenInput> screenToCapture(OperatingSystem system,
                                                  const QProcessEnvironment &environment);

} // namespace prosc
