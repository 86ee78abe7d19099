#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace prosc {

/// What an HTTP answer that refuses something means; `body` is its beginning, where our service
/// names an expired token.
[[nodiscard]] Error errorFromHttp(int status, const QByteArray &body);

} // namespace prosc
