#pragma once

#include <QString>

namespace prosc {

/// Gives the owner of a library's folder what root has made in it: a service that runs as a user of
/// its own could not open it. Does nothing for anybody but root. Call it after root has changed a
/// library.
void giveToOwnerOf(const QString &dataFolder);

} // namespace prosc
