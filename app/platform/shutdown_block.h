#pragma once

#include <QString>
#include <QtGlobal>

namespace prosc {

/// Has Windows show `reason` beside this top-level window's program when it asks whether to shut
/// down anyway; an empty one takes that back. On the window's thread. Elsewhere it does nothing:
/// systemd's inhibitor and macOS hold a shutdown back themselves (sessionEnding of QuitControl
/// cancels it on all of them).
void setShutdownBlock(quintptr window, const QString &reason);

} // namespace prosc
