#pragma once

#include "app/room/protocol/values.h"

#include <QString>

namespace prosc {

/// What somebody wrote as HTML: nothing in it is markup, and addresses that begin with http:// or
/// https:// are links.
[[nodiscard]] QString chatHtml(const QString &text);

} // namespace prosc
