#pragma once

#include "app/room/protocol/values.h"

#include <QByteArray>

namespace prosc {

/// What this program runs on. When in doubt a desktop: only phones and tablets are mobile.
[[nodiscard]] FormFactor formFactor();

/// The same from the text of Linux's /etc/machine-info (CHASSIS=handset or tablet).
[[nodiscard]] FormFactor formFactorFromMachineInfo(const QByteArray &text);

} // namespace prosc
