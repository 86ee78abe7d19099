#pragma once

#include "app/room/protocol/values.h"

#include <QByteArray>

namespace prosc {

/// The kind of device this program runs on. Desktop when in doubt: only phones and tablets are
/// mobile.
[[nodiscard]] FormFactor formFactor();

/// The same from the contents of Linux's /etc/machine-info (CHASSIS=handset or tablet).
[[nodiscard]] FormFactor formFactorFromMachineInfo(const QByteArray &text);

/// The same from the chassis type of SMBIOS (7.4.1, "System Enclosure or Chassis Types"), as Linux
/// shows it in /sys/class/dmi/id/chassis_type: only a tablet without a keyboard is one.
[[nodiscard]] FormFactor formFactorFromChassisType(const QByteArray &text);

/// How a Windows computer is held (SM_CONVERTIBLESLATEMODE).
enum class WindowsPosture { Laptop, Slate };

/// The same from Windows' POWER_PLATFORM_ROLE: only what its maker calls a slate, while it has no
/// keyboard. A laptop whose screen is folded back remains a desktop computer, as on Linux.
[[nodiscard]] FormFactor formFactorFromPlatformRole(int role, WindowsPosture posture);

} // namespace prosc
