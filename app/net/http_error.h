#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace prosc {

/// What an HTTP answer that refuses something means; `body` is its beginning, where our service
/// tells an expired token from a wrong one.
[[nodiscard]] Error errorFromHttp(int status, const QByteArray &body);

} // namespace prosc
