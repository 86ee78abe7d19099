#pragma once

#include <QObject>

#include <functional>

namespace prosc {

enum class PermittedDevice { Camera, Microphone };

/// Whether the user lets this program use such a device; true where the system never asks, and
/// with a Qt before 6.6. GUI thread.
[[nodiscard]] bool mayUseDevice(PermittedDevice device);
/// Has the system ask the user where nobody has answered yet
/// (https://doc.qt.io/qt-6/permissions.html); its words are in packaging/macos. Calls `answered` at
/// once if nothing is to be asked, else when the user has answered, unless `context` is destroyed
/// before. GUI thread.
void askForDevice(PermittedDevice device, QObject *context, std::function<void()> answered);

} // namespace prosc
