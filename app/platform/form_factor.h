#pragma once

#include "app/room/protocol/values.h"

#include <QByteArray>

namespace prosc {

/// The kind of device this program runs on. Desktop when in doubt: only phones and tablets are
/// mobile.
[[nodiscard]] FormFactor formFactor();

/// The same from the contents of Linux's /etc/machine-info (CHASSIS=handset or tablet).
[[nodiscard]] FormFactor formFactorFromMachineInfo(const QByteArray &text);

} // namespace prosc
