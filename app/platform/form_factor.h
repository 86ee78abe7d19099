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

} // namespace prosc
